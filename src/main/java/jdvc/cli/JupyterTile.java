package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdvc.Json;
import jdvc.disk.Disk;
import jdvc.disk.Proof;

/**
 * The tile in JupyterLab's Launcher: an extension in the form in which JupyterLab 4 loads one without a build, two files
 * below {@code share/jupyter/labextensions}.
 */
final class JupyterTile {

    private static final String ENTRY = "static/remoteEntry." + Main.VERSION + ".js";

    private final Disk disk;
    private final Path folder;

    /**
     * @param data a data folder of Jupyter, such as {@code PREFIX/share/jupyter}
     */
    JupyterTile(Disk disk, Path data) {
        this.disk = disk;
        folder = data.resolve("labextensions/jdvc");
    }

    Path folder() {
        return folder;
    }

    /** Writes both files; JupyterLab shows the tile after a reload of its page. */
    void install() throws IOException {
        disk.makeDirectories(folder.resolve("static"), 0755);
        write(
                ENTRY,
                text("remoteEntry.js")
                        .replace(
                                "\"@SHELL@\"",
                                Json.format(Launcher.find(disk, "jdvc-shell").toString())));
        write("package.json", text("package.json").replace("@VERSION@", Main.VERSION));
    }

    /** Removes both files; false if there were none. */
    boolean uninstall() throws IOException {
        boolean was = disk.stat(folder.resolve("package.json")).isPresent();
        if (!was) return false;
        delete(folder.resolve("package.json"));
        for (var name : disk.list(folder.resolve("static"))) {
            if (name.startsWith("remoteEntry.")) delete(folder.resolve("static").resolve(name));
        }
        for (var each : new Path[] {folder.resolve("static"), folder}) {
            if (disk.list(each).isEmpty()) disk.delete(each, new Proof.EmptyDirectory());
        }
        return true;
    }

    private void delete(Path file) throws IOException {
        disk.delete(file, new Proof.UserForced(file.toString()));
    }

    private void write(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        var file = folder.resolve(name);
        disk.replaceState(file, out -> out.write(bytes));
        disk.setMode(file, 0644); // a JupyterLab of another user reads it, too
    }

    private static String text(String name) throws IOException {
        try (var in = JupyterTile.class.getResourceAsStream("/jupyter/" + name)) {
            if (in == null) throw new IOException("the program lacks its resource jupyter/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
