package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdvc.store.s3.LabServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rule of the platforms, from end to end: add, push, git add, git commit, git push, with the bucket laid out as DVC 2
 * does it, on a real S3 server that checks signatures; then others clone it and get the model.
 */
class SeedWalkTest {

    /** Directly in the bucket, the hash's first two digits as a folder. */
    private static final String LEGACY_KEY = "[0-9a-f]{2}/[0-9a-f]{30}";

    @RegisterExtension
    static final LabServer SERVER =
            new LabServer("versitygw", "--bucket", "b-a", "--bucket", "three", "--bucket", "mixed");

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path project;

    @BeforeEach
    void enter() {
        sandbox = new Sandbox(folder);
        sandbox.git(folder, "init", "-q", "--bare", "-b", "dev", "origin.git");
        sandbox.git(folder, "clone", "-q", "origin.git", "project");
        project = sandbox.folder().resolve("project");
        sandbox.git(project, "checkout", "-q", "-b", "dev");
        sandbox.jdvc(project, "init").exits(0);
    }

    /** Sets a project's remote up as a user does, the secrets apart from what Git tracks. */
    private void configure(String url) {
        sandbox.jdvc(project, "remote", "add", "-d", "storage", url).exits(0);
        sandbox.jdvc(project, "remote", "modify", "storage", "endpointurl", SERVER.endpoint())
                .exits(0);
        sandbox.jdvc(project, "remote", "modify", "storage", "region", "us-east-1")
                .exits(0);
        secrets(project);
    }

    private void secrets(Path root) {
        sandbox.jdvc(root, "remote", "modify", "--local", "storage", "access_key_id", "lablab")
                .exits(0);
        sandbox.jdvc(root, "remote", "modify", "--local", "storage", "secret_access_key", "lablablab")
                .exits(0);
    }

    private static byte[] model(int version) {
        return ("\u0080\4 model, version " + version + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private Path freshClone(String name) {
        sandbox.git(folder, "clone", "-q", "-b", "dev", "origin.git", name);
        var root = sandbox.folder().resolve(name);
        secrets(root);
        return root;
    }

    private static Snapshot bucket(String name) {
        // the gateway keeps files of its own beside
        return Snapshot.of(SERVER.buckets().resolve(name), path -> path.startsWith("."));
    }

    @Test
    void everyCommitHasItsModelForAllWhoCloneIt() throws IOException {
        sandbox.jdvc(project, "config", "jdvc.format", "2").exits(0);
        configure("s3://b-a");
        Bytes.write(project.resolve("pkl/model.pkl"), model(1));

        sandbox.jdvc(project, "add", "./pkl/model.pkl").exits(0);
        var md5 = Bytes.legacyPerFile(model(1));
        assertEquals(
                "outs:\n- md5: %s\n  size: %d\n  path: model.pkl\n".formatted(md5, model(1).length),
                Bytes.text(project.resolve("pkl/model.pkl.dvc")));
        assertEquals("/model.pkl\n", Bytes.text(project.resolve("pkl/.gitignore")));

        sandbox.jdvc(project, "push").exits(0).prints("1 file pushed\n");
        var key = md5.substring(0, 2) + "/" + md5.substring(2);
        assertTrue(key.matches(LEGACY_KEY));
        assertEquals(List.of(key), bucket("b-a").files());
        assertArrayEquals(model(1), bucket("b-a").items().get(key).bytes());

        sandbox.git(
                project, "add", "pkl/model.pkl.dvc", "pkl/.gitignore", ".dvc/config", ".dvc/jdvc.conf", ".dvcignore");
        sandbox.git(project, "commit", "-qm", "first model");
        sandbox.git(project, "push", "-q", "origin", "dev");

        var ours = freshClone("ours");
        sandbox.jdvc(ours, "pull").exits(0).prints("A\tpkl/model.pkl\n1 file fetched and 1 file added\n");
        assertArrayEquals(model(1), Bytes.read(ours.resolve("pkl/model.pkl")));
        for (var dvc : List.of(DVC2, DVC3)) {
            var theirs = freshClone(dvc == DVC2 ? "theirs2" : "theirs3");
            dvc.run(sandbox, theirs, "pull").exits(0);
            assertArrayEquals(model(1), Bytes.read(theirs.resolve("pkl/model.pkl")));
            dvc.run(sandbox, theirs, "status", "-c", "--json").exits(0).prints("{}\n");
        }
        theOthersGoOn(ours);
    }

    /** A user of DVC 2 makes the next version by the same rule, and one of jdvc the third by publish. */
    private void theOthersGoOn(Path ours) {
        var theirs = sandbox.folder().resolve("theirs2");
        Bytes.write(theirs.resolve("pkl/model.pkl"), model(2));
        DVC2.run(sandbox, theirs, "add", "./pkl/model.pkl").exits(0);
        DVC2.run(sandbox, theirs, "push").exits(0);
        sandbox.git(theirs, "commit", "-qam", "second model");
        sandbox.git(theirs, "push", "-q", "origin", "dev");

        sandbox.git(ours, "pull", "-q");
        sandbox.jdvc(ours, "pull").exits(0).prints("M\tpkl/model.pkl\n1 file fetched and 1 file modified\n");
        assertArrayEquals(model(2), Bytes.read(ours.resolve("pkl/model.pkl")));

        Bytes.write(ours.resolve("pkl/model.pkl"), model(3));
        sandbox.jdvc(ours, "publish", "-y", "-m", "third model").exits(0);
        assertEquals(
                "third model\n",
                sandbox.git(sandbox.folder().resolve("origin.git"), "log", "-1", "--format=%s", "dev"));
        assertEquals(3, bucket("b-a").files().size());
        for (var key : bucket("b-a").files()) assertTrue(key.matches(LEGACY_KEY), key);

        sandbox.git(theirs, "pull", "-q");
        DVC2.run(sandbox, theirs, "pull").exits(0);
        assertArrayEquals(model(3), Bytes.read(theirs.resolve("pkl/model.pkl")));
        sandbox.jdvc(ours, "checkout", "pkl/model.pkl@HEAD~2").exits(0);
        assertArrayEquals(model(1), Bytes.read(ours.resolve("pkl/model.pkl")));
    }

    @Test
    void theSameInTheShapeOfDvc3() {
        configure("s3://three/team/data");
        Bytes.write(project.resolve("pkl/model.pkl"), model(1));
        Bytes.write(project.resolve("data/a"), "a\n");
        Bytes.write(project.resolve("data/b/c"), "c\n");
        sandbox.jdvc(project, "add", "pkl/model.pkl", "data").exits(0);
        sandbox.jdvc(project, "push").exits(0).prints("4 files pushed\n");
        for (var key : bucket("three").files()) {
            assertTrue(key.matches("team/data/files/md5/" + LEGACY_KEY + "(\\.dir)?"), key);
        }
        sandbox.git(project, "add", "-A");
        sandbox.git(project, "commit", "-qm", "first");
        sandbox.git(project, "push", "-q", "origin", "dev");

        var theirs = freshClone("theirs");
        DVC3.run(sandbox, theirs, "pull").exits(0);
        assertArrayEquals(model(1), Bytes.read(theirs.resolve("pkl/model.pkl")));
        assertEquals("c\n", Bytes.text(theirs.resolve("data/b/c")));
        Bytes.write(theirs.resolve("data/b/d"), "d\n");
        DVC3.run(sandbox, theirs, "add", "data").exits(0);
        DVC3.run(sandbox, theirs, "push").exits(0);
        sandbox.git(theirs, "commit", "-qam", "second");
        sandbox.git(theirs, "push", "-q", "origin", "dev");

        sandbox.git(project, "pull", "-q", "origin", "dev");
        sandbox.jdvc(project, "pull").exits(0);
        assertEquals("d\n", Bytes.text(project.resolve("data/b/d")));
        sandbox.jdvc(project, "status", "-c", "--json").exits(0).prints("{}\n");
    }

    /** What DVC 2 left stays in its place while DVC 3 users add beside it; one push serves both. */
    @Test
    void bothLayoutsLiveInOneBucket() {
        configure("s3://mixed");
        Bytes.write(project.resolve("old"), "old\r\n");
        DVC2.run(sandbox, project, "add", "old").exits(0);
        Bytes.write(project.resolve("new"), "new\r\n");
        sandbox.set("JDVC_FORMAT", "3");
        sandbox.jdvc(project, "add", "new").exits(0);
        sandbox.jdvc(project, "push").exits(0).prints("2 files pushed\n");
        var keys = bucket("mixed").files();
        assertEquals(2, keys.size());
        var old = Bytes.legacyPerFile("old\r\n".getBytes(StandardCharsets.UTF_8));
        var now = Bytes.md5("new\r\n".getBytes(StandardCharsets.UTF_8));
        assertTrue(keys.contains(old.substring(0, 2) + "/" + old.substring(2)), keys::toString);
        assertTrue(keys.contains("files/md5/" + now.substring(0, 2) + "/" + now.substring(2)), keys::toString);
        assertFalse(Files.exists(project.resolve(".dvc/cache/files/md5/" + old.substring(0, 2))));
        DVC3.run(sandbox, project, "status", "-c", "--json").exits(0).prints("{}\n");
    }
}
