package jdvc.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import jdvc.Env;
import jdvc.command.Words;
import jdvc.command.Words.Word;
import jdvc.disk.Disk;
import jdvc.disk.Stat;

/**
 * What the words of a shell's line stand for, as in sh: {@code ~} at the beginning is the home, and {@code *}, {@code ?} and
 * {@code [...]} are the names that they match, in order; what is quoted is itself, and what matches nothing stays as typed.
 */
final class Expansion {

    /** What joins commands in sh, where it is a word of its own. */
    static final Set<String> SH_WORDS = Set.of("|", "||", "&&", "&", ";", "<", ">", ">>", "2>", "2>&1");

    private final Env env;
    private final Disk disk;

    Expansion(Env env, Disk disk) {
        this.env = env;
        this.disk = disk;
    }

    /** Returns the words; the first, which names a verb or a program, is itself. */
    List<String> of(List<Word> words) {
        var expanded = new ArrayList<String>(words.size());
        for (int i = 0; i < words.size(); i++) {
            if (i == 0) expanded.add(words.get(i).text());
            else expanded.addAll(of(words.get(i)));
        }
        return expanded;
    }

    private List<String> of(Word word) {
        var pattern = word.pattern();
        boolean home = pattern.equals("~") || pattern.startsWith("~/");
        var text = home ? env.home() + word.text().substring(1) : word.text();
        if (!isWild(pattern)) return List.of(text);
        var rest = home ? pattern.substring(1) : pattern;
        var found = new ArrayList<String>();
        collect(home ? env.home().toString() : "", List.of(rest.split("/", -1)), found);
        if (found.isEmpty()) return List.of(text);
        found.sort(null);
        return found;
    }

    /** Adds what the components of a pattern match below a path, which is empty or as it is to be shown. */
    private void collect(String start, List<String> components, List<String> found) {
        var path = new StringBuilder(start);
        for (int i = 0; i < components.size(); i++) {
            var component = components.get(i);
            boolean last = i + 1 == components.size();
            if (i > 0) path.append('/');
            if (!isWild(component)) {
                path.append(unescaped(component));
                continue;
            }
            var matcher = matcher(component);
            if (matcher.isEmpty()) return;
            for (var name : names(path.toString(), component, matcher.get())) {
                var inner = path.toString() + name;
                if (last) found.add(path.length() == 0 ? word(name) : inner);
                else if (isDirectory(inner))
                    collect(path.length() == 0 ? word(name) : inner, tail(components, i), found);
            }
            return;
        }
        if (exists(path.toString())) found.add(path.toString());
    }

    /** The components behind one, to be put behind a path that does not end with a slash. */
    private static List<String> tail(List<String> components, int at) {
        var tail = new ArrayList<>(components.subList(at, components.size()));
        tail.set(0, "");
        return tail;
    }

    /** A name that begins a word must be no option, and none of the words that mean something to this shell. */
    private static String word(String name) {
        return name.startsWith("-") || SH_WORDS.contains(name) ? "./" + name : name;
    }

    private List<String> names(String directory, String component, PathMatcher matcher) {
        var names = new ArrayList<String>();
        boolean hidden = component.startsWith(".");
        try {
            for (var name : disk.list(env.cwd().resolve(directory))) {
                if (name.startsWith(".") == hidden && matcher.matches(Path.of(name))) names.add(name);
            }
        } catch (IOException e) {
            return List.of(); // as if nothing were there
        }
        return names;
    }

    /** Returns nothing for what is no pattern, such as an open bracket. */
    private static Optional<PathMatcher> matcher(String component) {
        var glob = component.replace("{", "\\{").replace("}", "\\}"); // which mean nothing in sh's patterns
        try {
            return Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isDirectory(String path) {
        try {
            return disk.statTarget(env.cwd().resolve(path))
                    .map(Stat::isDirectory)
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean exists(String path) {
        try {
            return disk.stat(env.cwd().resolve(path)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWild(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') i++;
            else if (Words.WILD.indexOf(c) >= 0) return true;
        }
        return false;
    }

    private static String unescaped(String pattern) {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) i++;
            text.append(pattern.charAt(i));
        }
        return text.toString();
    }
}
