package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {

    private static final String MODEL = "pkl/model.pkl";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private void save(String path, String content, String message) throws IOException {
        project.write(path, content);
        assertEquals(
                0, project.jdvc("add", path.contains("data/") ? "data" : path).exit());
        commit(message);
    }

    private void commit(String message) throws IOException {
        project.git("add", "-A");
        project.git("commit", "-q", "--allow-empty", "-m", message);
    }

    private Map<String, Object> versions(String... words) throws Exception {
        var all = new ArrayList<>(List.of("versions", "--json"));
        all.addAll(List.of(words));
        var ran = project.jdvc(all.toArray(String[]::new));
        assertEquals(0, ran.exit(), () -> ran.out() + ran.err());
        return Json.parseObject(ran.out());
    }

    @SuppressWarnings("unchecked") // rows are objects
    private List<Map<String, Object>> rows(String... words) throws Exception {
        return (List<Map<String, Object>>) versions(words).get("rows");
    }

    /** Returns the messages, {@code -} for the workspace. */
    private List<String> messages(String... words) throws Exception {
        return rows(words).stream()
                .map(row -> (String) row.getOrDefault("message", "-"))
                .toList();
    }

    private static List<Object> column(List<Map<String, Object>> rows, String name) {
        return rows.stream().map(row -> row.getOrDefault(name, "")).toList();
    }

    private static Object where(Map<String, Object> row, String place) {
        return ((Map<?, ?>) row.get("where")).get(place);
    }

    @Test
    void hasARowForEachCommitThatChangedTheContent() throws Exception {
        save(MODEL, "one", "first");
        commit("nothing");
        save(MODEL, "three", "second");
        project.git("tag", "v2");
        var dvc = project.root.resolve(MODEL + ".dvc");
        Files.writeString(dvc, Files.readString(dvc) + "desc: only words\n");
        commit("words");
        var rows = rows(MODEL);
        assertEquals(List.of("second", "first"), column(rows, "message"));
        assertEquals(List.of(5L, 3L), column(rows, "size"));
        assertEquals(List.of("Ann", "Ann"), column(rows, "author"));
        assertEquals(List.of("v2"), rows.get(0).get("tags"));
        assertEquals("f97c5d29941bfb1b2fdab0874906ab82", rows.get(1).get("md5"));
        assertEquals(project.git("rev-parse", "v2"), rows.get(0).get("commit"));
    }

    @Test
    void beginsWithTheWorkspaceIfThatDiffers() throws Exception {
        save(MODEL, "one", "first");
        assertEquals(List.of("first"), messages(MODEL));
        project.write(MODEL, "twice");
        var rows = rows(MODEL);
        assertEquals(List.of("-", "first"), messages(MODEL));
        assertEquals(5L, rows.get(0).get("size"));
        assertEquals(true, where(rows.get(0), "workspace"));
        assertEquals(false, where(rows.get(0), "cache"));
        assertEquals(0, project.jdvc("add", MODEL).exit());
        assertEquals(List.of("-", "first"), messages(MODEL));
        assertEquals(true, where(rows(MODEL).get(0), "cache"));
        Files.delete(project.root.resolve(MODEL));
        assertEquals(List.of("first"), messages(MODEL));
    }

    @Test
    void tellsWhereTheBytesAre() throws Exception {
        save(MODEL, "one", "first");
        assertEquals(0, project.jdvc("push").exit());
        save(MODEL, "two", "second");
        Files.delete(project.root.resolve(".dvc/cache/files/md5/f9/7c5d29941bfb1b2fdab0874906ab82"));
        var rows = rows(MODEL, "--remote-check");
        assertEquals(
                "{workspace=true, cache=true, remote=false}",
                rows.get(0).get("where").toString());
        assertEquals(
                "{workspace=false, cache=false, remote=true}",
                rows.get(1).get("where").toString());
    }

    /** What this clone put there itself it need not ask for; of the rest it says nothing. */
    @Test
    void remembersWhatItSawOnTheRemote() throws Exception {
        project.succeeds("remote", "modify", "store", "url", project.store + "/");
        save(MODEL, "one", "first");
        assertFalse(((Map<?, ?>) rows(MODEL).get(0).get("where")).containsKey("remote"));
        assertEquals(0, project.jdvc("push").exit());
        save(MODEL, "two", "second");
        assertFalse(((Map<?, ?>) rows(MODEL).get(0).get("where")).containsKey("remote"));
        assertEquals(true, where(rows(MODEL).get(1), "remote"));
        assertEquals(0, project.jdvc("gc", "-c", "-w", "-f", "--now").exit());
        assertFalse(((Map<?, ?>) rows(MODEL).get(1).get("where")).containsKey("remote"));
    }

    @Test
    void followsRenamesOfTheMetafile() throws Exception {
        save(MODEL, "one", "first");
        project.git("mv", MODEL + ".dvc", "pkl/new.pkl.dvc");
        var moved = project.root.resolve("pkl/new.pkl.dvc");
        Files.writeString(moved, Files.readString(moved).replace("path: model.pkl", "path: new.pkl"));
        Files.move(project.root.resolve(MODEL), project.root.resolve("pkl/new.pkl"));
        commit("moved");
        save("pkl/new.pkl", "two", "second");
        assertEquals(List.of("second", "first"), messages("pkl/new.pkl"));
    }

    @Test
    void showsWhatAMergeChangedAndNotWhatItTook() throws Exception {
        save(MODEL, "one", "first");
        project.git("switch", "-q", "-c", "side");
        save(MODEL, "two", "side");
        project.git("switch", "-q", "dev");
        commit("dev");
        project.git("merge", "-q", "--no-ff", "-m", "merged", "side");
        assertEquals(
                List.of("side", "first"),
                messages(MODEL).stream().filter(m -> !m.equals("-")).toList());
    }

    @Test
    void knowsPathsInTrackedDirectories() throws Exception {
        project.write("data/sub/b", "b1");
        save("data/a", "a1", "first");
        save("data/a", "a22", "second");
        save("data/sub/b", "b2", "third");
        assertEquals(List.of("third", "second", "first"), messages("data"));
        assertEquals(List.of("second", "first"), messages("data/a"));
        assertEquals(List.of(3L, 2L), column(rows("data/a"), "size"));
        assertEquals(List.of("third", "first"), messages("data/sub"));
        project.write("data/a", "a3");
        assertEquals(List.of("-", "second", "first"), messages("data/a"));
        assertEquals(List.of("third", "first"), messages("data/sub/b"));
    }

    @Test
    void saysWhatWouldTellIfAListingIsNotHere() throws Exception {
        save("data/a", "a1", "first");
        assertEquals(0, project.jdvc("push").exit());
        save("data/a", "a2", "second");
        assertEquals(0, project.jdvc("push").exit());
        deleteTree(project.root.resolve(".dvc/cache"));
        var ran = project.jdvc("versions", "data/a");
        assertTrue(ran.out().lines().anyMatch(line -> line.contains("first") && line.endsWith("  ?")), ran.out());
        assertFalse(ran.out().contains("not committed yet"), ran.out());
        assertTrue(ran.err().contains("`jdvc fetch --all-commits data/a` would tell"), ran.err());
        assertEquals(0, project.jdvc("fetch", "--all-commits", "data/a").exit());
        var rows = rows("data/a");
        assertEquals(List.of("second", "first"), column(rows, "message"));
        assertFalse(column(rows, "md5").contains(""));
    }

    private static void deleteTree(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var each : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    @Test
    void showsTheMetricsOfEachCommit() throws Exception {
        project.write("dvc.yaml", "metrics:\n  - metrics.json\n  - more/eval.yaml\n");
        project.write("metrics.json", "{\"auc\": 0.5, \"train\": {\"loss\": 2, \"name\": \"x\"}}");
        project.write("more/eval.yaml", "auc: 0.25\nrows: 10\n");
        save(MODEL, "one", "first");
        project.write("metrics.json", "{\"auc\": 0.75, \"train\": {\"loss\": 1}}");
        save(MODEL, "two", "second");
        project.write(MODEL, "three");
        project.write("metrics.json", "not JSON");
        var metrics = column(rows(MODEL), "metrics");
        assertEquals(
                "{metrics.json:auc=0.75, train.loss=1, more/eval.yaml:auc=0.25, rows=10}",
                metrics.get(1).toString());
        assertEquals(
                "{metrics.json:auc=0.5, train.loss=2, more/eval.yaml:auc=0.25, rows=10}",
                metrics.get(2).toString());
        assertEquals("{more/eval.yaml:auc=0.25, rows=10}", metrics.get(0).toString());
    }

    @Test
    void knowsOutputsOfPipelines() throws Exception {
        project.write("dvc.yaml", "stages:\n  build:\n    cmd: make\n    outs:\n      - out.bin\n      - log.txt\n");
        for (var content : List.of("one", "two")) {
            project.write("out.bin", content);
            project.write("log.txt", "same");
            assertEquals(0, project.jdvc("commit", "-f", "build").exit());
            commit(content);
        }
        assertEquals(List.of("two", "one"), messages("out.bin"));
        assertEquals(List.of("one"), messages("log.txt"));
        var both = project.jdvc("versions", "build");
        assertEquals(1, both.exit());
        assertTrue(both.err().contains("has 2 outputs"), both.err());
    }

    @Test
    void knowsWhatIsTrackedNoMore() throws Exception {
        save(MODEL, "one", "first");
        Files.delete(project.root.resolve(MODEL + ".dvc"));
        Files.delete(project.root.resolve(MODEL));
        assertEquals(List.of("first"), messages(MODEL));
        var ran = project.jdvc("versions", "nothing");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("'nothing'"), ran.err());
    }

    @Test
    void isEmptyBeforeTheFirstCommit() throws Exception {
        project.write(MODEL, "one");
        assertEquals(0, project.jdvc("add", MODEL).exit());
        assertEquals(List.of("-"), messages(MODEL));
        Files.delete(project.root.resolve(MODEL));
        assertEquals(
                "'pkl/model.pkl' has no versions yet: its metafile is in no commit.\n",
                project.jdvc("versions", MODEL).out());
    }

    @Test
    void showsAtMostSoMany() throws Exception {
        for (int i = 0; i < 5; i++) save(MODEL, "content " + i, "commit " + i);
        assertEquals(List.of("commit 4", "commit 3"), messages(MODEL, "-n", "2"));
        assertEquals(true, versions(MODEL, "-n", "2").get("more"));
        assertEquals(false, versions(MODEL, "-n", "5").get("more"));
        assertEquals(254, project.jdvc("versions", MODEL, "-n", "0").exit());
    }

    @Test
    void fitsTerminalsFrom40To300Columns() throws Exception {
        project.write("dvc.yaml", "metrics:\n  - metrics.json\n");
        project.write("metrics.json", "{\"accuracy\": 0.123456789, \"f1\": 0.5, \"training_loss\": 12345.678}");
        save(MODEL, "one", "a rather long message that says all about what was done, and why");
        project.git("tag", "release-2024-01-01");
        project.write(MODEL, "two");
        for (int width : List.of(40, 60, 80, 120, 300)) {
            var ran = project.onTerminal(width, List.of(), "versions", MODEL);
            assertEquals(0, ran.exit());
            for (var line : ran.out().split("\n")) assertTrue(line.length() <= width, width + ": " + line);
            assertTrue(ran.out().contains("f97c5d29"), ran.out());
            assertEquals(width < 120, ran.err().contains("Left out for want of width"), ran.err());
        }
        var wide = project.onTerminal(300, List.of(), "versions", MODEL).out();
        assertTrue(wide.contains("0.12346"), wide);
        assertTrue(wide.contains("workspace  "), wide);
    }

    @Test
    void drawsTheHistoryOfEachMetricOnATerminal() throws Exception {
        project.write("dvc.yaml", "metrics:\n  - metrics.json\n");
        for (int i = 1; i <= 4; i++) {
            project.write("metrics.json", "{\"auc\": 0." + i + ", \"once_" + i + "\": 1}");
            save(MODEL, "content " + i, "version " + i);
        }
        for (int width : List.of(40, 80, 300)) {
            var ran = project.onTerminal(width, List.of(), "versions", MODEL);
            for (var line : ran.out().split("\n")) assertTrue(line.length() <= width, width + ": " + line);
            assertTrue(
                    ran.out().contains("\n\nmetric  history  first  last\nauc     \u2581\u2583\u2586\u2588"),
                    ran.out());
            assertTrue(ran.out().endsWith("0.1   0.4\n"), ran.out());
        }
        var plain = project.succeeds("versions", MODEL).out();
        assertFalse(plain.contains("history"), plain);
        var one =
                project.onTerminal(80, List.of(), "versions", MODEL, "-n", "1").out();
        assertFalse(one.contains("history"), one);
        var json =
                project.onTerminal(80, List.of(), "versions", MODEL, "--json").out();
        assertFalse(json.contains("\u2581"), json);
    }
}
