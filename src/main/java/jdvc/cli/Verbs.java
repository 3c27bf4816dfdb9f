package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.command.Verb;

/** All verbs. Only the one that is named is built for a command; the shell and help build all. */
final class Verbs {

    private static final String DATA = "Track data";
    private static final String SHARE = "Share it";
    private static final String SETTINGS = "Settings";
    private static final String OTHER = "Other";

    /** The names in the order of the list of verbs. */
    private static final List<String> NAMES = List.of(
            "init",
            "add",
            "commit",
            "status",
            "data",
            "diff",
            "checkout",
            "remove",
            "move",
            "unprotect",
            "freeze",
            "unfreeze",
            "undo",
            "push",
            "fetch",
            "pull",
            "publish",
            "versions",
            "fsck",
            "gc",
            "list",
            "get",
            "list-url",
            "get-url",
            "import",
            "import-url",
            "update",
            "du",
            "metrics",
            "params",
            "jobs",
            "attach",
            "cancel",
            "config",
            "remote",
            "cache",
            "install",
            "jupyter",
            "check-ignore",
            "destroy",
            "root",
            "version",
            "help");

    private Verbs() {}

    static List<Verb<Session>> all() {
        var all = new ArrayList<Verb<Session>>();
        for (var name : NAMES) all.add(find(name).orElseThrow());
        return all;
    }

    /** Returns the verbs that a parser needs for words that begin with {@code first}. */
    static List<Verb<Session>> forWord(String first) {
        var one = find(first);
        return one.isPresent() ? List.of(one.get()) : all();
    }

    /** Returns the verbs that completion needs behind {@code first}, which is empty if no verb is there yet. */
    static List<Verb<Session>> forCompletion(String first) {
        return first.equals("help") ? all() : forWord(first);
    }

    private static Optional<Verb<Session>> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "init" -> InitCommand.verb().under(DATA);
                    case "add" -> AddCommand.verb().under(DATA);
                    case "commit" -> CommitCommand.verb().under(DATA);
                    case "status" -> StatusCommand.verb().under(DATA);
                    case "data" -> DataCommand.verb().under(DATA);
                    case "diff" -> DiffCommand.verb().under(DATA);
                    case "checkout" -> CheckoutCommand.verb().under(DATA);
                    case "remove", "rm" -> RemoveCommand.verb().under(DATA);
                    case "move", "mv" -> MoveCommand.verb().under(DATA);
                    case "unprotect" -> UnprotectCommand.verb().under(DATA);
                    case "freeze" -> FreezeCommand.freeze().under(DATA);
                    case "unfreeze" -> FreezeCommand.unfreeze().under(DATA);
                    case "undo" -> UndoCommand.verb().under(DATA);
                    case "push" -> PushCommand.verb().under(SHARE);
                    case "fetch" -> FetchCommand.verb().under(SHARE);
                    case "pull" -> PullCommand.verb().under(SHARE);
                    case "publish" -> PublishCommand.verb().under(SHARE);
                    case "versions" -> VersionsCommand.verb().under(SHARE);
                    case "gc" -> GcCommand.verb().under(SHARE);
                    case "fsck" -> FsckCommand.verb().under(SHARE);
                    case "list", "ls" -> ListCommand.verb().under(SHARE);
                    case "get" -> GetCommand.verb().under(SHARE);
                    case "list-url", "ls-url" -> ListUrlCommand.verb().under(SHARE);
                    case "get-url" -> GetUrlCommand.verb().under(SHARE);
                    case "import" -> ImportCommand.verb().under(SHARE);
                    case "import-url" -> ImportUrlCommand.verb().under(SHARE);
                    case "update" -> UpdateCommand.verb().under(SHARE);
                    case "metrics" -> MetricsCommand.verb().under(SHARE);
                    case "params" -> ParamsCommand.verb().under(SHARE);
                    case "du" -> DuCommand.verb().under(SHARE);
                    case "jobs" -> JobsCommand.jobs().under(SHARE);
                    case "attach" -> JobsCommand.attach().under(SHARE);
                    case "cancel" -> JobsCommand.cancel().under(SHARE);
                    case JobRun.VERB -> JobsCommand.run();
                    case "config" -> ConfigCommand.verb().under(SETTINGS);
                    case "remote" -> RemoteCommand.verb().under(SETTINGS);
                    case "cache" -> CacheCommand.verb().under(SETTINGS);
                    case "install" -> InstallCommand.verb().under(SETTINGS);
                    case "git-hook" -> GitHookCommand.verb();
                    case "jupyter" -> JupyterCommand.verb().under(SETTINGS);
                    case "check-ignore" -> CheckIgnoreCommand.verb().under(OTHER);
                    case "destroy" -> DestroyCommand.verb().under(OTHER);
                    case "root" -> RootCommand.verb().under(OTHER);
                    case "version", "doctor" -> VersionCommand.verb().under(OTHER);
                    case "help" -> HelpCommand.verb().under(OTHER);
                    default -> null;
                });
    }
}
