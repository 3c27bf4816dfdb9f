package jdvc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change settings against the files that DVC leaves after the same commands. */
class EditsAsDvcTest {

    private static final int USAGE = 254;

    @TempDir
    Path directory;

    @Test
    void leavesTheFilesThatDvcLeaves() throws Exception {
        for (var row : Golden.read("edits.jsonl")) {
            var words = words(row.get("do"));
            var home = given(row);
            if ((long) row.get("exit") == 0) {
                run(home, words);
                assertEquals(row.get("after"), files(home), () -> words + " on " + row.get("before"));
            } else {
                var failure = assertThrows(JdvcException.class, () -> run(home, words), () -> words + " on " + row);
                assertEquals((long) row.get("exit") == USAGE, failure.kind() == Kind.USAGE, words.toString());
                // DVC may have left half of it: ours is all or nothing
                assertEquals(row.get("before"), files(home), () -> words + " failed");
            }
        }
    }

    private Home given(Map<String, Object> row) throws IOException {
        var home = new Home(directory).in((String) row.get("cwd"));
        for (var level : Level.values()) {
            Files.deleteIfExists(home.file(level));
            var text = (String) ((Map<?, ?>) row.get("before")).get(name(level));
            if (text != null) home.write(home.file(level), text);
        }
        return home;
    }

    private static Map<String, String> files(Home home) throws IOException {
        var files = new TreeMap<String, String>();
        for (var level : Level.values()) home.read(level).ifPresent(text -> files.put(name(level), text));
        return files;
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> words(Object json) {
        return ((List<?>) json).stream().map(String.class::cast).toList();
    }

    private static void run(Home home, List<String> command) throws IOException {
        var words = new ArrayList<>(command);
        var level = Level.PROJECT;
        for (var each : Level.values()) if (words.remove("--" + name(each))) level = each;
        boolean unset = words.remove("-u");
        boolean force = words.remove("-f");
        boolean makeDefault = words.remove("-d");
        var edit = home.edit(level).allowSecrets();
        var verb = words.get(0).equals("config") ? words.remove(0) : words.remove(0) + " " + words.remove(0);
        switch (verb) {
            case "config" -> set(edit, words.get(0), words, unset);
            case "cache dir" -> set(edit, "cache.dir", words, unset);
            case "remote add" -> {
                if (force) edit.replaceRemote(words.get(0), words.get(1));
                else edit.addRemote(words.get(0), words.get(1));
                if (makeDefault) edit.defaultRemote(words.get(0));
            }
            case "remote modify" -> {
                if (unset) edit.unsetRemote(words.get(0), words.get(1));
                else edit.setRemote(words.get(0), words.get(1), words.get(2));
            }
            case "remote default" -> {
                if (unset) edit.noDefaultRemote();
                else edit.defaultRemote(words.get(0));
            }
            case "remote remove" -> edit.removeRemote(words.get(0));
            case "remote rename" -> edit.renameRemote(words.get(0), words.get(1));
            default -> throw new AssertionError(verb);
        }
        edit.save();
    }

    private static void set(ConfigEdit edit, String name, List<String> words, boolean unset) {
        if (unset) edit.unset(name);
        else edit.set(name, words.get(words.size() - 1));
    }
}
