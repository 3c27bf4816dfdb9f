package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdvc.command.Words;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verbs that take data from elsewhere, beside real DVC: each session in {@code src/test/resources/twins} is played twice, in
 * two worlds, once by DVC and once by jdvc. A line {@code ? …} is run by the one whose world it is; exit, answer and all
 * that lies in the project must then be the same; {@code ~ …} compares the lines in any order. Of {@code ! …} only that it fails, as DVC often says 255 where jdvc
 * answers for it. {@code dvc …} is run by DVC in both, {@code dvc2 …} by DVC 2, any other line by sh. {@code $FOLDER} is the world's folder.
 */
class TwinSessionsTest {

    private static final Path SESSIONS = Path.of("src/test/resources/twins");

    @RegisterExtension
    static final WarmDvc DVC = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> endAsDvcDoes() throws IOException {
        try (var files = Files.list(SESSIONS)) {
            return files.sorted().toList().stream()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> play(file)));
        }
    }

    private static void play(Path file) throws IOException {
        var name = file.getFileName().toString();
        var theirs = new World(Files.createDirectories(folder.resolve(name + "-dvc")), true);
        var ours = new World(Files.createDirectories(folder.resolve(name + "-jdvc")), false);
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            var place = name + ":" + number + ": " + line + "\n";
            assertEquals(place + theirs.play(line), place + ours.play(line));
        }
    }

    /** A project of its own, whose commits have the same ids as the twin's. */
    private static final class World {
        private final Sandbox sandbox;
        private final Path root;
        private final boolean dvc;

        World(Path place, boolean dvc) {
            this.dvc = dvc;
            sandbox = new Sandbox(place);
            sandbox.set("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z").set("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z");
            sandbox.set("DVC_SITE_CACHE_DIR", sandbox.folder().resolve("site").toString());
            root = sandbox.gitRepository("project");
            DVC.run(sandbox, root, "init", "-q").exits(0);
            sandbox.git(root, "commit", "-q", "-m", "a project");
        }

        String play(String line) {
            var text = line.replace("$FOLDER", sandbox.folder().toString());
            var words = text.substring(Math.min(2, text.length()));
            if (text.startsWith("? ")) return state(answer(run(words)));
            if (text.startsWith("~ ")) return state(sorted(answer(run(words))));
            if (text.startsWith("! ")) return state("[fails " + (run(words).exit() != 0) + "]\n");
            if (text.startsWith("dvc "))
                DVC.run(sandbox, root, words(text.substring(4))).exits(0);
            else if (text.startsWith("dvc2 "))
                DVC2.run(sandbox, root, words(text.substring(5))).exits(0);
            else assertEquals(0, sandbox.run(root, List.of("sh", "-c", text)).exit(), line);
            return "";
        }

        private Outcome run(String line) {
            return dvc ? DVC.run(sandbox, root, words(line)) : sandbox.jdvc(root, words(line));
        }

        private static String answer(Outcome outcome) {
            // DVC fills its columns with blanks (DEV-10)
            return outcome.out().replaceAll("(?m)^([AMD])[\t ]+", "$1 ") + "[exit " + outcome.exit() + "]\n";
        }

        private static String sorted(String answer) {
            return answer.lines().map(World::sortedHint).sorted().collect(Collectors.joining("\n"));
        }

        /** The names in {@code git add …}, and what JSON has, come in no order. */
        private static String sortedHint(String line) {
            if (line.startsWith("{") || line.startsWith("[{")) return ReadVerbsAsDvcTest.sorted(line);
            if (!line.startsWith("\tgit add ")) return line;
            return Stream.of(line.split(" ")).sorted().collect(Collectors.joining(" "));
        }

        private String state(String answer) {
            var all = Snapshot.of(root);
            var text = new StringBuilder(answer);
            for (var line : all.tree().split("\n")) {
                boolean own = line.startsWith("directory ")
                        || line.contains(" .dvc/cache/fs/")
                        || line.contains(" .dvc/cache/runs/") // of stages that were run, which jdvc leaves to DVC
                        || line.matches(".* \\.dvc/cache/files/md5/\\.[^/]+\\.tmp"); // left there by DVC
                if (!own && !isUnnamedListing(line, all)) text.append(line).append('\n');
            }
            return text.toString().replace(sandbox.folder().toString(), "$FOLDER");
        }

        /** DVC keeps listings of parts of directories that it looked at. */
        private static boolean isUnnamedListing(String line, Snapshot all) {
            if (!line.endsWith(".dir")) return false;
            var name = line.substring(line.lastIndexOf(".dvc/cache/files/md5/") + 21)
                    .replace("/", "");
            return all.items().entrySet().stream()
                    .noneMatch(e -> e.getKey().endsWith(".dvc")
                            && e.getValue().isFile()
                            && e.getValue().text().contains(name));
        }

        private static String[] words(String line) {
            return Words.split(line).texts().toArray(String[]::new);
        }
    }
}
