package jdvc.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The translation of patterns to regular expressions, word for word as in format spec 9.1. */
final class IgnoreOracle {

    private record Rule(Pattern regex, boolean ignores, boolean directoriesOnly) {}

    private final List<Rule> rules = new ArrayList<>();

    /** Adds a pattern of the root's file. */
    void add(String pattern) {
        boolean negated = pattern.startsWith("!");
        String body = negated ? pattern.substring(1) : pattern;
        rules.add(new Rule(Pattern.compile(regex(body), Pattern.UNIX_LINES), !negated, pattern.endsWith("/")));
    }

    /** Tells whether a path is ignored, tested component by component from the top. */
    boolean ignores(String path, boolean directory) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (ignoresComponent(path.substring(0, slash), true)) return true;
        }
        return ignoresComponent(path, directory);
    }

    private boolean ignoresComponent(String path, boolean directory) {
        boolean ignored = false;
        for (var rule : rules) {
            if (rule.directoriesOnly && !directory) continue;
            boolean matches = rule.regex.matcher(path).find();
            matches |= directory && rule.regex.matcher(path + "/").find();
            if (matches) ignored = rule.ignores;
        }
        return ignored;
    }

    static String regex(String pattern) {
        var segments = new ArrayList<>(Arrays.asList(pattern.split("/", -1)));
        if (segments.get(0).isEmpty()) segments.remove(0);
        else if (segments.size() == 1 || segments.size() == 2 && segments.get(1).isEmpty()) segments.add(0, "**");
        int end = segments.size() - 1;
        if (segments.get(end).isEmpty()) segments.set(end, "**");
        for (int i = end; i > 0; i--) {
            if (segments.get(i).equals("**") && segments.get(i - 1).equals("**")) segments.remove(i);
        }
        return "^" + join(segments) + "$";
    }

    private static String join(List<String> segments) {
        int end = segments.size() - 1;
        if (end == 0 && segments.get(0).equals("**")) return "[^/]+(?:/.*)?";
        var regex = new StringBuilder();
        for (int i = 0; i <= end; i++) {
            boolean afterLeading = i == 1 && segments.get(0).equals("**");
            if (!segments.get(i).equals("**")) {
                regex.append(i == 0 || afterLeading ? "" : "/").append(glob(segments.get(i)));
                if (i == end) regex.append("(?:/.*)?");
            } else {
                regex.append(i == 0 ? "(?:.+/)?" : i < end ? "(?:/.+)?" : "/.*");
            }
        }
        return regex.toString();
    }

    private static String glob(String segment) {
        if (segment.equals("*")) return "[^/]+";
        var regex = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                int close = segment.indexOf(']', i + (segment.charAt(i + 1) == '!' ? 3 : 2));
                regex.append(segment.substring(i, close + 1).replace("[!", "[^"));
                i = close;
            } else {
                if (c == '\\') c = segment.charAt(++i);
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
