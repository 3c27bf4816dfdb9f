package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdvc.Json;
import jdvc.command.Words;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verbs that only look, beside real DVC: sessions in {@code src/test/resources/as-dvc}. A line {@code dvc …} is run by
 * DVC 3, {@code dvc2 …} by DVC 2, {@code ? …} by DVC 3 and by jdvc, which must answer the same with the same exit; any
 * other by sh. Each session begins in an empty Git repository with a project. {@code ~ …} compares lines in any order,
 * since DVC's differs from run to run.
 */
class ReadVerbsAsDvcTest {

    private static final Path SESSIONS = Path.of("src/test/resources/as-dvc");

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> answerAsDvcDoes() throws IOException {
        try (var files = Files.list(SESSIONS)) {
            return files.sorted().toList().stream()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> replay(file)));
        }
    }

    private static void replay(Path file) throws IOException {
        var sandbox = new Sandbox(
                Files.createDirectories(folder.resolve(file.getFileName().toString())));
        // What DVC remembers of listings changes its answers; a session may forget it: rm -rf ../site
        sandbox.set("DVC_SITE_CACHE_DIR", sandbox.folder().resolve("site").toString());
        var root = sandbox.gitRepository("project");
        DVC3.run(sandbox, root, "init", "-q").exits(0);
        sandbox.git(root, "commit", "-q", "-m", "a project");
        var theirs = new LinkedHashMap<String, String>();
        var ours = new LinkedHashMap<String, String>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            if (line.startsWith("? ") || line.startsWith("~ ")) {
                var words = words(line.substring(2));
                var label = number + ": " + line;
                theirs.put(label, text(DVC3.run(sandbox, root, words), line));
                ours.put(label, text(sandbox.jdvc(root, words), line));
            } else if (line.startsWith("dvc ")) {
                DVC3.run(sandbox, root, words(line.substring(4))).exits(0);
            } else if (line.startsWith("dvc2 ")) {
                DVC2.run(sandbox, root, words(line.substring(5))).exits(0);
            } else {
                assertEquals(0, sandbox.run(root, List.of("sh", "-c", line)).exit(), line);
            }
        }
        assertEquals(text(theirs), text(ours));
    }

    private static String[] words(String line) {
        return Words.split(line).texts().toArray(String[]::new);
    }

    /** What scripts see: the answer and the exit. */
    private static String text(Outcome outcome, String line) {
        var out = outcome.out();
        if (line.startsWith("~ ") && out.startsWith("{")) {
            out = sorted(out) + "\n";
        } else if (line.startsWith("~ ")) {
            var lines = out.split("\n", -1);
            Arrays.sort(lines);
            out = String.join("\n", lines);
        }
        return out + "[exit " + outcome.exit() + "]\n";
    }

    /** Returns a JSON document with all keys and items in order. */
    static String sorted(String json) {
        try {
            return Json.format(sorted(Json.parseNumbers(json.strip(), 1 << 20)));
        } catch (Json.BadJsonException e) {
            throw new AssertionError(json, e);
        }
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), sorted(each)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            var sorted = new ArrayList<String>();
            for (var each : list) sorted.add(Json.format(sorted(each)));
            sorted.sort(null);
            return sorted;
        }
        return value;
    }

    private static String text(Map<String, String> answers) {
        var text = new StringBuilder();
        answers.forEach((line, answer) -> text.append(line).append('\n').append(answer));
        return text.toString();
    }
}
