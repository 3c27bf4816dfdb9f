package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdvc.store.s3.S3Server;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is found, named as it is and as nothing else, and repaired from the other side. */
class FsckTest {

    /** MD5 of "1", of "333" and of the listing of a directory with {@code a: 1}, {@code b: 22}. */
    private static final String ONE = "c4ca4238a0b923820dcc509a6f75849b";

    private static final String FILE = "310dcbbf4cce62f762a2aaa148d556bd";
    private static final String LISTING = "3c09ecd63636522d1ce95e0b38f67b8c.dir";

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @TempDir
    Path directory;

    private int count;

    /** Something that happens to the file of an object. */
    private interface Damage {
        void to(Path object) throws IOException;
    }

    private Project project() throws IOException {
        var project = new Project(Files.createDirectories(directory.resolve("run" + ++count)));
        project.write("d/a", "1");
        project.write("d/b", "22");
        project.write("f", "333");
        project.succeeds("add", "d", "f");
        project.succeeds("push");
        return project;
    }

    private static Path object(Path store, String md5) {
        return store.resolve("files/md5").resolve(md5.substring(0, 2)).resolve(md5.substring(2));
    }

    /** Writes bytes that nobody would notice by a look at the file. */
    private static void overwrite(Path object, String bytes) throws IOException {
        var time = Files.getLastModifiedTime(object);
        int mode = (int) Files.getAttribute(object, "unix:mode") & 07777;
        Files.setAttribute(object, "unix:mode", 0644);
        Files.writeString(object, bytes);
        Files.setAttribute(object, "unix:mode", mode);
        Files.setLastModifiedTime(object, time);
    }

    private static void replace(Path object, Damage with) throws IOException {
        Files.delete(object);
        with.to(object);
    }

    private record Kind(String name, String md5, Damage damage, String trouble) {}

    private static List<Kind> kinds() {
        return List.of(
                new Kind("a flipped byte", FILE, o -> overwrite(o, "332"), "damaged"),
                new Kind("a cut object", FILE, o -> overwrite(o, "33"), "damaged"),
                new Kind("a longer object", FILE, o -> overwrite(o, "3333"), "damaged"),
                new Kind("an emptied object", FILE, o -> overwrite(o, ""), "damaged"),
                new Kind("a missing object", FILE, Files::delete, "missing"),
                new Kind("a directory", FILE, o -> replace(o, Files::createDirectory), "damaged"),
                new Kind(
                        "a link to nowhere",
                        FILE,
                        o -> replace(o, p -> Files.createSymbolicLink(p, Path.of("/nowhere/at/all"))),
                        "damaged"),
                new Kind(
                        "a link to other bytes",
                        FILE,
                        o -> replace(o, p -> Files.createSymbolicLink(p, Files.writeString(other(p), "334"))),
                        "damaged"),
                new Kind("a writable wrong object", FILE, o -> replace(o, p -> Files.writeString(p, "334")), "damaged"),
                new Kind("a damaged listing", LISTING, o -> overwrite(o, "[]"), "damaged"),
                new Kind("a missing listing", LISTING, Files::delete, "missing"),
                new Kind("a listing that is no JSON", LISTING, o -> overwrite(o, "{{{"), "damaged"),
                new Kind("a wrong file of a directory", ONE, o -> overwrite(o, "2"), "damaged"),
                new Kind("a missing file of a directory", ONE, Files::delete, "missing"));
    }

    private static Path other(Path object) {
        return object.resolveSibling("other");
    }

    private static String name(String md5) {
        return Map.of(ONE, "d/a", FILE, "f", LISTING, "d").getOrDefault(md5, "");
    }

    @TestFactory
    Stream<DynamicTest> inTheCache() {
        return kinds().stream()
                .map(kind -> dynamicTest(kind.name, () -> {
                    var project = project();
                    kind.damage.to(object(project.root.resolve(".dvc/cache"), kind.md5));
                    found(project, kind, "fsck");
                    var repaired = project.succeeds("fsck", "--repair", "--json");
                    // what was damaged is in quarantine by now, and missing
                    assertTrue(repaired.out().contains("\"repaired\": true"), repaired.out());
                    clean(project);
                }));
    }

    @TestFactory
    Stream<DynamicTest> onTheRemote() {
        return kinds().stream()
                .map(kind -> dynamicTest(kind.name, () -> {
                    var project = project();
                    kind.damage.to(object(project.store, kind.md5));
                    found(project, kind, "fsck", "-c");
                    project.succeeds("fsck", "-c", "--repair");
                    clean(project);
                }));
    }

    private static void found(Project project, Kind kind, String... words) {
        var json = new ArrayList<>(List.of(words));
        json.add("--json");
        var ran = project.fails(json.toArray(String[]::new));
        var problem = "\"md5\": \"" + kind.md5 + "\", \"name\": \"" + name(kind.md5) + "\", \"trouble\": \""
                + kind.trouble + "\", \"repaired\": false}";
        assertTrue(ran.out().contains(problem), ran.out());
        assertEquals(1, ran.out().split("\"trouble\"", -1).length - 1, ran.out());
    }

    private static void clean(Project project) {
        var ran = project.succeeds("fsck", "--both");
        assertTrue(ran.out().contains("cache: 4 objects, 4 read"), ran.out());
        assertTrue(ran.out().contains("store: 4 objects, 4 read"), ran.out());
    }

    @Test
    void whatIsInOrderRaisesNoAlarm() throws IOException {
        var project = project();
        clean(project);
        var object = object(project.root.resolve(".dvc/cache"), FILE);
        Files.setAttribute(object, "unix:mode", 0644);
        Files.setLastModifiedTime(object, FileTime.fromMillis(0));
        Files.writeString(project.root.resolve(".dvc/cache/files/md5/README"), "not an object");
        clean(project);
    }

    @Test
    void textUnderALegacyNameRaisesNoAlarm() throws IOException {
        var project = project();
        project.succeeds("config", "jdvc.format", "2");
        project.write("text", "line\r\nline\r\n");
        project.succeeds("add", "text");
        project.succeeds("push");
        project.succeeds("fsck", "--both");
    }

    @Test
    void damagedObjectsAreKept() throws IOException {
        var project = project();
        overwrite(object(project.root.resolve(".dvc/cache"), FILE), "332");
        var ran = project.fails("fsck");
        assertTrue(ran.err().contains("Damaged objects of the cache are kept in"), ran.err());
        try (var kept = Files.list(project.root.resolve(".dvc/cache/.jdvc/quarantine"))) {
            assertEquals("332", Files.readString(kept.findFirst().orElseThrow()));
        }
    }

    @Test
    void whatIsWrongOnBothSidesIsNotRepaired() throws IOException {
        var project = project();
        overwrite(object(project.root.resolve(".dvc/cache"), FILE), "332");
        overwrite(object(project.store, FILE), "323");
        project.fails("fsck", "--both", "--repair");
        var ran = project.fails("fsck", "--both", "--repair", "--json");
        assertTrue(ran.out().contains("\"ok\": false"), ran.out());
    }

    @Test
    void aPartIsReadAndAllIsAskedFor() throws IOException {
        var project = project();
        Files.delete(object(project.store, ONE));
        long read = 0;
        for (int n = 1; n <= 3; n++) {
            var out = project.fails("fsck", "-c", "--subset", n + "/3").out();
            assertTrue(out.contains("missing:            d/a"), out);
            int at = out.indexOf("objects, ") + "objects, ".length();
            read += Long.parseLong(out.substring(at, out.indexOf(' ', at)));
        }
        assertEquals(3, read);
        assertEquals(254, project.jdvc("fsck", "--subset", "4/3").exit());
    }

    /** A bucket that is empty before has what the project pushes then. */
    private Project projectOnBucket(String settings) throws IOException {
        var project = project();
        project.write(".dvc/jdvc.conf", settings);
        project.write(".dvc/config", "[core]\n    remote = store\n['remote \"store\"']\n    url = s3://b-a\n");
        project.write(
                ".dvc/config.local",
                "['remote \"store\"']\n    endpointurl = " + SERVER.endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = lablablab\n");
        project.succeeds("push");
        return project;
    }

    private static String key(String md5) {
        return "files/md5/" + md5.substring(0, 2) + "/" + md5.substring(2);
    }

    @Test
    void whatIsRepairedCountsAsSent() throws IOException {
        var bucket = SERVER.bucket("b-a");
        var project = projectOnBucket("['remote \"store\"']\n    quota = 1MB\n");
        bucket.put(key(FILE), "332".getBytes());
        long used = used(project);
        project.succeeds("fsck", "-c", "--repair");
        assertEquals(used + 3, used(project));
    }

    /** Returns how many bytes of the quota are used, as far as this clone knows. */
    private static long used(Project project) throws IOException {
        var text = project.text(".dvc/tmp/jdvc/used");
        int at = text.indexOf("\"bytes\": ") + "\"bytes\": ".length();
        return Long.parseLong(text.substring(at).split("[^0-9]", 2)[0]);
    }

    @Test
    void onABucket() throws IOException {
        var bucket = SERVER.bucket("b-a");
        var project = projectOnBucket("");
        project.succeeds("fsck", "-c");
        var troubles = new TreeMap<String, String>(Map.of(FILE, "332", LISTING, "[]", ONE, ""));
        for (var each : troubles.entrySet()) {
            var key = key(each.getKey());
            var right = bucket.get(key);
            bucket.put(key, each.getValue().getBytes());
            var ran = project.fails("fsck", "-c");
            assertTrue(ran.out().contains("damaged:            " + name(each.getKey()) + "\n"), ran.out());
            project.succeeds("fsck", "-c", "--repair");
            assertEquals(new String(right), new String(bucket.get(key)));
        }
        project.succeeds("fsck", "-c");
    }

    @Test
    void outputsThatNeverGoToARemoteAreNotMissedThere() throws IOException {
        var project = project();
        project.write("own", "own");
        project.succeeds("add", "own");
        project.write("own.dvc", project.text("own.dvc") + "  push: false\n");
        project.succeeds("fsck", "-c");
    }

    @Test
    void theCacheNeedsNoRemote() throws IOException {
        var project = project();
        project.write(".dvc/config", "");
        project.succeeds("fsck");
        project.fails("fsck", "-c");
    }

    @Test
    void tellsWhetherAllDataOfCommitsIsThere() throws IOException {
        var project = project();
        project.git("add", "-A");
        project.git("commit", "-q", "-m", "first");
        project.succeeds("fsck", "-c", "--exists", "HEAD");
        project.write("f", "four");
        project.succeeds("add", "f");
        project.git("commit", "-q", "-a", "-m", "second");
        var ran = project.fails("fsck", "-c", "--exists", "HEAD~1..HEAD", "--json");
        assertTrue(
                ran.out()
                        .contains("{\"complete\": false, \"commits\": 1, \"objects\": 4, \"sent\": 0, \"missing\": [{"),
                ran.out());
        assertTrue(ran.out().contains("\"name\": \"f of commit "), ran.out());
        assertTrue(ran.out().contains("\"in_cache\": true"), ran.out());
        project.succeeds("fsck", "-c", "--exists", "HEAD~1");
        project.succeeds("fsck", "-c", "--exists", "HEAD~1..HEAD", "--repair");
        project.succeeds("fsck", "-c", "--exists", "HEAD~1..HEAD");
    }

    @Test
    void dataThatNobodyKnowsIsNotThere() throws IOException {
        var project = project();
        project.write("bad.dvc", "outs: [\n");
        project.git("add", "-A");
        project.git("commit", "-q", "-m", "damaged");
        var ran = project.fails("fsck", "-c", "--exists", "HEAD", "--json");
        assertTrue(ran.out().contains("\"unknown\": [\"the data of 'bad.dvc'"), ran.out());
        project.fails("fsck", "-c", "--exists", "nowhere..HEAD");
        project.fails("fsck", "-c", "--exists", "nowhere");
        assertEquals(254, project.jdvc("fsck", "--exists", "HEAD").exit());
    }
}
