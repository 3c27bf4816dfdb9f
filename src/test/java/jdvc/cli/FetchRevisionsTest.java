package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdvc.store.s3.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fetch -A} says of commits whose data it cannot tell. */
class FetchRevisionsTest {

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @TempDir
    Path directory;

    /** A commit names a directory whose listing only the remote has; the workspace needs nothing of it. */
    private Project project(String secret) throws IOException {
        SERVER.bucket("b-a");
        var project = new Project(directory);
        project.write("d/x", "x");
        project.succeeds("add", "d");
        project.git("add", "-A");
        project.git("commit", "-qm", "a directory");
        project.git("rm", "-q", "--cached", "d.dvc");
        project.delete("d.dvc");
        project.git("commit", "-qm", "none");
        Files.move(project.root.resolve(".dvc/cache"), directory.resolve("lost"));
        project.write(".dvc/config", "[core]\n    remote = store\n['remote \"store\"']\n    url = s3://b-a\n");
        project.write(
                ".dvc/config.local",
                "['remote \"store\"']\n    endpointurl = " + SERVER.endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = " + secret + "\n");
        return project;
    }

    @Test
    void aRemoteThatDeniesIsNoFaultOfACommit() throws IOException {
        var ran = project("wrong").jdvc("fetch", "-A");
        assertEquals(1, ran.exit(), ran.out() + ran.err());
        assertTrue(!ran.err().contains("skipping"), ran.err());
    }

    @Test
    void whatIsNowhereIsNamed() throws IOException {
        var ran = project("lablablab").fails("fetch", "-A");
        assertTrue(ran.err().contains("1 file is neither in the cache nor on the remote"), ran.err());
    }
}
