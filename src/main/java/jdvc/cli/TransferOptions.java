package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Values;
import jdvc.repo.Choice;
import jdvc.repo.Revs;

/** The options that push, fetch, pull and {@code status -c} share. */
final class TransferOptions {

    static final Opt REMOTE = Opt.value("remote", 'r', "<name>", "Remote to use instead of the default", Values.REMOTE);
    static final Opt JOBS = Opt.value("jobs", 'j', "<n>", "Transfers at a time", Values.NUMBER);
    static final Opt ALL_BRANCHES = Opt.flag("all-branches", 'a', "Also what all branches track");
    static final Opt ALL_TAGS = Opt.flag("all-tags", 'T', "Also what all tags track");
    static final Opt ALL_COMMITS = Opt.flag("all-commits", 'A', "Also what all commits track");
    static final Opt WITH_DEPS = Opt.flag("with-deps", 'd', "Also what the targets are made from");
    static final Opt RECURSIVE = Opt.flag("recursive", 'R', "A directory means the .dvc files in it");
    static final Opt GLOB = Opt.flag("glob", "Targets are patterns with *, ?, [...] and **");
    static final List<Opt> REVISIONS = List.of(ALL_BRANCHES, ALL_TAGS, ALL_COMMITS);

    private static final Opt RUN_CACHE =
            Opt.flag("run-cache", "Accepted: stages are not run here").asHidden();
    private static final Opt NO_RUN_CACHE =
            Opt.flag("no-run-cache", "Accepted: stages are not run here").asHidden();

    static final Opt BACKGROUND =
            Opt.flag("background", "Do it in a process of its own, which goes on when the terminal is closed");

    private TransferOptions() {}

    /** Returns the options, followed by those of one verb. */
    static List<Opt> with(Opt... more) {
        var all = new ArrayList<Opt>(List.of(REMOTE, JOBS));
        all.addAll(REVISIONS);
        all.addAll(List.of(WITH_DEPS, RECURSIVE, GLOB, BACKGROUND, RUN_CACHE, NO_RUN_CACHE));
        all.addAll(List.of(more));
        return all;
    }

    static Choice choice(Args args) {
        return new Choice(args.params(), args.has(GLOB), args.has(RECURSIVE), args.has(WITH_DEPS));
    }

    static Choice.Way way(Args args) {
        var revs = new Revs(args.has(ALL_BRANCHES), args.has(ALL_TAGS), args.has(ALL_COMMITS));
        return new Choice.Way(args.value(REMOTE), args.jobs(JOBS), revs);
    }
}
