package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our program makes of the same input what real DVC made of it, and reads what real DVC wrote. */
class GoldenTest {

    /** Verbs that are not ours yet or never will be; their cases are only read. */
    private static final Set<String> FOREIGN_VERBS = Set.of("remove", "move", "stage", "repro");

    /**
     * Where we do not do as DVC did, and why.
     *
     * @param cases the cases' names, a regular expression
     * @param line what of the state it is about
     * @param dvcs the part of the line that differs; empty: all of it, and with us it is not there
     * @param ours what we have for that part
     */
    private record Ours(String cases, String line, String dvcs, String ours, String why) {

        static Ours without(String cases, String line, String why) {
            return new Ours(cases, line, "", "", why);
        }
    }

    private static final List<Ours> OURS = List.of(
            Ours.without(
                    "dvc-2to3/legacy-dir-changed",
                    "object 06/28d2a799d13b854c0b1da52936bafb.dir",
                    "a listing that DVC makes while it looks, and that nothing names"),
            Ours.without(
                    "dvc-2to3/legacy-line-ends-changed",
                    "data a",
                    "DVC replaces the user's file by cached bytes with other line ends (safety 5.10)"),
            Ours.without("dvc-2to3/legacy-unchanged", "data crlf", "as before"),
            new Ours(
                    "dvc-2to3/legacy-unchanged",
                    "meta crlf.dvc",
                    "size: 2",
                    "size: 3",
                    "so it is that of the user's file"),
            new Ours(
                    "dvc-./config",
                    "meta .dvc/config.local",
                    "644",
                    "600",
                    "files with secrets are private (safety 10.9)"),
            new Ours(
                    "dvc-./names-blanks",
                    "meta .gitignore",
                    "/trail ",
                    "/trail\\ ",
                    "else Git does not ignore it (format 9.4)"),
            new Ours(
                    "dvc-2/name-backslash",
                    "meta .gitignore",
                    "a\\b",
                    "a\\\\b",
                    "as DVC 3; else Git does not ignore it (format 9.4)"),
            Ours.without("dvc-2/exec-in-dir", "data d/run.sh", "as DVC 3: plain copies keep their mode (format 6.6)"),
            Ours.without("dvc-2/link-itself", "data a", "as DVC 3: what a link leads to is not touched"),
            Ours.without("dvc-2/links-in-dir", "data other/o", "as before"),
            new Ours(
                    "dvc-./link-hardlink",
                    "data x.sh",
                    "hard 544",
                    "file 744",
                    "the execute bit of a shared name would be the cache object's: such a file is a copy"),
            new Ours("dvc-2/link-hardlink", "object 40/1b30e3b8b5d629635a5c613cdb7919", "544", "444", "as before"),
            new Ours(
                    "dvc-3/link-hardlink",
                    "object files/md5/40/1b30e3b8b5d629635a5c613cdb7919",
                    "544",
                    "444",
                    "as before"));

    @TempDir
    Path folder;

    private int count;

    @TestFactory
    Stream<DynamicTest> makesWhatDvcMade() {
        return Fixture.all().stream()
                .filter(f -> f.steps().stream().noneMatch(GoldenTest::isForeign))
                .map(f -> dynamicTest(f.name(), () -> assertAll(f.name(), () -> makes(f))));
    }

    private static boolean isForeign(Fixture.Step step) {
        return step instanceof Fixture.Run run
                && FOREIGN_VERBS.contains(run.args().get(0));
    }

    private void makes(Fixture fixture) throws IOException {
        var sandbox = new Sandbox(folder);
        var replay = new Replay(
                sandbox,
                sandbox.gitRepository("r" + count++),
                (cwd, args) -> sandbox.jdvc(cwd, args.toArray(String[]::new)));
        for (var step : fixture.steps()) {
            if (step instanceof Fixture.Dvc dvc) sandbox.set("JDVC_FORMAT", "" + dvc.major());
            else if (step instanceof Fixture.File f) replay.file(f.mode(), f.content(), f.path());
            else if (step instanceof Fixture.Directory d) replay.directory(d.path());
            else if (step instanceof Fixture.Link l) replay.link(l.target(), l.path());
            else if (step instanceof Fixture.Remove r) replay.remove(r.path());
            else if (step instanceof Fixture.Git g) replay.git(g.args());
            else if (step instanceof Fixture.Run r) replay.run(r.args()).exits(r.exit());
            else if (step instanceof Fixture.Expect e) {
                var actual = fixture.name().endsWith("/init") ? replay.everything() : replay.state();
                Replay.expect(ours(fixture, e.state()), actual, fixture.name());
            }
        }
    }

    /** Only where DVC's line is there: a case has several states. */
    private static State ours(Fixture fixture, State dvcs) {
        var lines = new HashMap<>(dvcs.lines());
        for (var each : OURS) {
            if (!fixture.name().matches(each.cases)) continue;
            lines.computeIfPresent(
                    each.line, (line, value) -> each.dvcs.isEmpty() ? null : value.replace(each.dvcs, each.ours));
        }
        return new State(lines);
    }

    @TestFactory
    Stream<DynamicTest> readsWhatDvcMade() {
        return Fixture.all().stream()
                .filter(f -> last(f).lines().keySet().stream().anyMatch(l -> l.startsWith("object ")))
                .map(f -> dynamicTest(f.name(), () -> assertAll(f.name(), () -> reads(f))));
    }

    /** Builds cache and metafiles from the state, gets the workspace from them, and finds nothing to do then. */
    private void reads(Fixture fixture) throws IOException {
        var sandbox = new Sandbox(folder);
        var root = sandbox.project("r" + count++);
        var contents = fixture.contents();
        for (var step : fixture.steps()) {
            if (step instanceof Fixture.File f && State.isMetafile(f.path()) && !inOutput(fixture, f.path()))
                Bytes.write(root.resolve(f.path()), f.content());
        }
        for (var line : last(fixture).lines().entrySet()) restore(root, line.getKey(), line.getValue(), contents);
        sandbox.jdvc(root, "checkout").exits(0);
        var status = sandbox.jdvc(root, "status", "--json").exits(0);
        if (!fixture.name().endsWith("pipeline")) status.prints("{}\n");
        sandbox.jdvc(root, "checkout").exits(0).prints("");
    }

    /** A metafile in a tracked directory is data. */
    private static boolean inOutput(Fixture fixture, String path) {
        return fixture.steps().stream()
                .anyMatch(s -> s instanceof Fixture.Run r
                        && r.args().get(0).equals("add")
                        && r.args().stream().anyMatch(a -> path.startsWith(a + "/")));
    }

    private static void restore(Path root, String line, String value, Map<String, byte[]> contents) throws IOException {
        int end = value.indexOf('\n');
        var block = end < 0 ? new byte[0] : Fixture.unblock(value.substring(end + 1));
        if (line.startsWith("meta ")) Bytes.write(root.resolve(line.substring("meta ".length())), block);
        if (!line.startsWith("object ")) return;
        var key = line.substring("object ".length());
        var words = value.split("[ \n]");
        var name = words.length == 3 && end < 0
                ? words[2]
                : key.substring(key.length() - 33).replace("/", "");
        var file =
                Bytes.write(root.resolve(".dvc/cache").resolve(key), key.endsWith(".dir") ? block : contents.get(name));
        Files.setAttribute(file, "unix:mode", Integer.parseInt(words[0], 8));
    }

    private static State last(Fixture fixture) {
        State last = new State(new HashMap<>());
        for (var step : fixture.steps()) if (step instanceof Fixture.Expect e) last = e.state();
        return last;
    }

    @Test
    void thereAreManyCases() {
        assertTrue(Fixture.all().size() >= 125);
    }
}
