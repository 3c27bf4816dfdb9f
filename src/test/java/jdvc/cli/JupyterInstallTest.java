package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tile's files: where Jupyter looks for them, whole, and gone again. */
class JupyterInstallTest {

    @TempDir
    Path directory;

    @Test
    void whatIsInstalledNamesAFileThatIsThereAndAShellThatIsThere() throws IOException {
        var project = new Project(directory);
        var env = directory.resolve("my env");
        assertEquals(
                0,
                project.jdvc("jupyter", "install", "--prefix", env.toString()).exit());

        var folder = env.resolve("share/jupyter/labextensions/jdvc");
        var entry = "static/remoteEntry." + Main.VERSION + ".js";
        assertTrue(Files.readString(folder.resolve("package.json")).contains('"' + entry + '"'));
        var shell = Path.of("bin/jdvc-shell").toAbsolutePath();
        assertTrue(Files.readString(folder.resolve(entry)).contains("const SHELL = \"" + shell + "\";"));
    }

    @Test
    void uninstallLeavesNothingOfIt() throws IOException {
        var project = new Project(directory);
        project.jdvc("jupyter", "install");
        var folder = project.root.resolve(".local/share/jupyter/labextensions");
        assertTrue(Files.exists(folder.resolve("jdvc/package.json")));

        assertEquals(0, project.jdvc("jupyter", "install", "--uninstall").exit());
        assertFalse(Files.exists(folder.resolve("jdvc")));
        assertEquals(0, project.jdvc("jupyter", "install", "--uninstall").exit(), "nothing to do is no failure");
    }
}
