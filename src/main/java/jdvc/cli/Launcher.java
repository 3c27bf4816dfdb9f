package jdvc.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.disk.Disk;
import jdvc.disk.Stat;

/** The scripts in {@code bin/} beside the jar that runs, or beside the folder that the build put it into. */
final class Launcher {

    private Launcher() {}

    /** Returns the script of that name. */
    static Path find(Disk disk, String name) throws IOException {
        var jar = jar();
        for (var above = jar.getParent(); above != null; above = above.getParent()) {
            var script = above.resolve("bin").resolve(name);
            if (disk.statTarget(script).map(Stat::isFile).orElse(false)) return script;
        }
        throw JdvcException.user("there is no bin/%s beside '%s'", name, jar);
    }

    /** Returns how a script calls jdvc: by its name where PATH has it, else by where it is. */
    static String command(Disk disk, Env env) throws IOException {
        for (var each : env.var("PATH").orElse("").split(":")) {
            if (each.startsWith("/")
                    && disk.statTarget(Path.of(each, "jdvc")).map(Stat::isFile).orElse(false)) return "jdvc";
        }
        return "'" + find(disk, "jdvc").toString().replace("'", "'\\''") + "'";
    }

    private static Path jar() throws IOException {
        try {
            return Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
