package jdvc.cli;

import java.nio.file.Path;
import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Values;
import jdvc.command.Verb;

/** {@code jdvc jupyter install}. */
final class JupyterCommand {

    private static final Opt USER = Opt.flag("user", "For this user (the default)");
    private static final Opt PREFIX =
            Opt.value("prefix", "<dir>", "For the Python environment in this directory", Values.DIRECTORY);
    private static final Opt UNINSTALL = Opt.flag("uninstall", "Remove the tile again");

    private JupyterCommand() {}

    static Verb<Session> verb() {
        return Verb.group(
                "jupyter",
                "Make jdvc at home in JupyterLab",
                List.of(Verb.of(
                                "install",
                                "Put a tile \"jdvc shell\" into JupyterLab's Launcher",
                                List.of(),
                                List.of(USER, PREFIX, UNINSTALL),
                                JupyterCommand::install)
                        .details("""
                                The tile opens the shell in the folder that the Launcher shows. JupyterLab 4 takes it
                                without a build; reload its page.

                                Example:
                                  jdvc jupyter install
                                  jdvc jupyter install --prefix "$CONDA_PREFIX"
                                """)));
    }

    private static int install(Args args, Session session) throws Exception {
        if (args.has(USER) && args.has(PREFIX)) {
            throw JdvcException.of(Kind.USAGE, "argument --prefix: not allowed with argument --user");
        }
        var tile = new JupyterTile(session.disk(), place(args, session));
        if (args.has(UNINSTALL)) {
            boolean was = tile.uninstall();
            session.ui().print(was ? "Removed %s" : "There is no tile in %s", tile.folder());
            return 0;
        }
        tile.install();
        session.ui().print("Wrote %s", tile.folder());
        session.ui().hint("reload JupyterLab's page; the tile stands in its Launcher");
        return 0;
    }

    /** Returns the data folder of Jupyter, by its own rules. */
    private static Path place(Args args, Session session) {
        var env = session.env();
        var prefix = args.value(PREFIX);
        if (prefix.isPresent())
            return env.cwd().resolve(prefix.get()).normalize().resolve("share/jupyter");
        var named = env.var("JUPYTER_DATA_DIR");
        return named.isPresent()
                ? env.cwd().resolve(named.get())
                : env.xdg("XDG_DATA_HOME", ".local/share").resolve("jupyter");
    }
}
