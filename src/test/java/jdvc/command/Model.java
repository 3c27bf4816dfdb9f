package jdvc.command;

import java.util.List;
import java.util.Optional;

/** A small model that has one of everything. */
final class Model {

    static final Opt REMOTE = Opt.value("remote", 'r', "<name>", "Remote to push to", Values.REMOTE);
    static final Opt JOBS = Opt.value("jobs", 'j', "<n>", "Uploads at a time", Values.NUMBER);
    static final Opt RECURSIVE = Opt.flag("recursive", 'R', "Search directories for metafiles");
    static final Opt WITH_DEPS = Opt.flag("with-deps", 'd', "Take along what the targets depend on");
    static final Opt CLOUD = Opt.flag("cloud", 'c', "Compare the cache with the remote");
    static final Opt FORCE = Opt.flag("force", 'f', "Overwrite");
    static final Opt TYPE = Opt.value("type", "<type>", "How files are linked", Values.choice("copy", "hardlink"));
    static final Opt SECRET = Opt.flag("secret", "Not to be shown").asHidden();
    static final Opt OWN_QUIET = Opt.flag("quiet", 'q', "Only exit: 1 if anything changed");

    private Model() {}

    static List<Verb<Void>> verbs() {
        Param targets = Param.many("targets", "Tracked paths or metafiles (default: all)", Values.TRACKED);
        Param files = Param.some("targets", "Files or directories to track", Values.DATA);
        return List.of(
                Verb.<Void>of("add", "Track files or directories", List.of(files), List.of(FORCE, TYPE), Model::run)
                        .under("Data"),
                Verb.<Void>of(
                                "push",
                                "Upload tracked files to a remote",
                                List.of(targets),
                                List.of(REMOTE, JOBS, RECURSIVE, WITH_DEPS, CLOUD, FORCE, SECRET),
                                Model::run)
                        .under("Data")
                        .details("Examples:\n  jdvc push pkl/model.pkl\n  jdvc push -r backup"),
                Verb.<Void>of("status", "Show what changed", List.of(targets), List.of(OWN_QUIET), Model::run)
                        .under("Data"),
                Verb.<Void>of("remove", "Stop tracking", List.of(targets), List.of(), Model::run)
                        .alias("rm"),
                remote(),
                Verb.<Void>of(
                        "config",
                        "Read or write a setting",
                        List.of(
                                Param.optional("name", "The setting", Values.CONFIG_KEY),
                                Param.optional("value", "Its value", Values.CONFIG_VALUE)),
                        List.of(),
                        Model::run),
                Verb.<Void>of(
                        "help", "Show help", List.of(Param.many("verb", "A verb", Values.VERB)), List.of(), Model::run),
                Verb.<Void>of("daemon", "Not to be shown", List.of(), List.of(), Model::run)
                        .asHidden());
    }

    private static Verb<Void> remote() {
        Param name = Param.one("name", "Its name", Values.REMOTE);
        return Verb.group(
                "remote",
                "Manage remotes",
                List.of(
                        Verb.of(
                                "add",
                                "Add one",
                                List.of(name, Param.one("url", "Its URL", Values.URL)),
                                List.of(FORCE),
                                Model::run),
                        new Verb<>(
                                "list",
                                List.of("ls"),
                                "",
                                "Show all",
                                "",
                                List.of(),
                                List.of(),
                                List.of(),
                                Optional.of(Model::run),
                                false)));
    }

    private static int run(Args args, Void session) {
        return 0;
    }
}
