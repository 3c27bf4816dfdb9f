package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verb that DVC does not have and that fails exits with 1; 255 is for mistakes of ours. */
class OwnExitsTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @Test
    void aRemoteThatDoesNotAnswer() throws IOException {
        project.write(
                ".dvc/config",
                "[core]\n    remote = m\n['remote \"m\"']\n    url = s3://bucket\n    endpointurl = http://127.0.0.1:9\n"
                        + "    access_key_id = key\n    secret_access_key = secret\n");
        var ran = project.jdvc("remote", "check");
        assertTrue(ran.out().contains("127.0.0.1:9"), ran.out());
        assertEquals(1, ran.exit());
    }

    @Test
    void aPlaceThatIsNoDirectory() throws IOException {
        var file = project.write("file", "");
        assertEquals(
                1,
                project.jdvc("jupyter", "install", "--prefix", file.toString()).exit());
    }
}
