package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdvc.store.s3.S3Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code remote check}, and how a limit for a remote is kept. */
class RemoteCheckTest {

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private void atServer(String secret) throws IOException {
        SERVER.bucket("b-a").close();
        project.write(".dvc/config", "[core]\n    remote = store\n['remote \"store\"']\n    url = s3://b-a\n");
        project.write(
                ".dvc/config.local",
                "['remote \"store\"']\n    endpointurl = " + SERVER.endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = " + secret + "\n");
    }

    @Test
    void aDirectoryStaysAsItWas() throws IOException {
        Files.createDirectories(project.store);
        var ran = project.succeeds("remote", "check");
        assertTrue(ran.out().contains("ok     write        allowed"), ran.out());
        try (var left = Files.list(project.store)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aDirectoryThatIsNotThereYetIsNotMade() throws IOException {
        project.succeeds("remote", "check", "store");
        assertFalse(Files.exists(project.store));
    }

    @Test
    void aFileInPlaceOfADirectoryIsBroken() throws IOException {
        Files.writeString(project.store, "");
        var ran = project.fails("remote", "check");
        assertTrue(ran.out().contains("failed directory"), ran.out());
    }

    @Test
    void jsonSaysWhichLinkIsBroken() throws IOException {
        atServer("wrong");
        var ran = project.fails("remote", "check", "--json");
        assertTrue(ran.out().contains("\"ok\": false, \"checks\": [{\"check\": \"endpoint\", \"ok\": true"), ran.out());
        assertTrue(ran.out().contains("{\"check\": \"credentials\", \"ok\": false"), ran.out());
        assertTrue(ran.out().contains("{\"check\": \"write\", \"found\": \"not looked at\"}"), ran.out());
    }

    @Test
    void damagedFilesOfAwsAreNamedAndDoNotCountBesideOwnKeys() throws IOException {
        atServer("lablablab");
        var file = project.write(".aws/credentials", "junk\n"); // the project is the home of these runs
        project.write("model", "a");
        project.succeeds("add", "model");
        var ran = project.succeeds("push");
        assertEquals(
                "WARNING: '" + file + "' is damaged: Expected a profile definition on line 1; it is left out\n",
                ran.err());
        project.write(".dvc/config.local", "['remote \"store\"']\n    endpointurl = " + SERVER.endpoint() + "\n");
        var without = project.fails("push");
        assertTrue(without.err().contains("'" + file + "' is damaged: Expected a profile"), without.err());
        assertFalse(without.err().contains("mistake in jdvc"), without.err());
    }

    @Test
    void publishKeepsTheLimitBeforeItsFirstStep() throws IOException {
        atServer("lablablab");
        project.succeeds("config", "jdvc.remote.store.quota", "5");
        project.write("model", "123456");
        var ran = project.fails("publish", "model", "-y", "-m", "x");
        assertTrue(ran.err().contains("'store' may hold 5 bytes: 0 are used, and 6 more"), ran.err());
        assertFalse(project.exists("model.dvc"));
        project.succeeds("config", "jdvc.remote.store.quota", "6");
        project.succeeds("publish", "model", "-y", "-m", "x");
    }

    @Test
    void aLimitIsKeptOverSeveralPushes() throws IOException {
        atServer("lablablab");
        project.succeeds("config", "jdvc.remote.store.quota", "10");
        project.write("a", "123456");
        project.succeeds("add", "a");
        project.succeeds("push");
        project.write("b", "12345");
        project.succeeds("add", "b");
        var ran = project.fails("push");
        assertTrue(ran.err().contains("6 are used, and 5 more"), ran.err());
        project.succeeds("push", "a", "--no-resume");
    }
}
