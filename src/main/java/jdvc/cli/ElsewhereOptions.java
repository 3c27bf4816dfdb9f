package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.repo.Elsewhere;

/** The arguments by which list, du, get and import name another repository. */
final class ElsewhereOptions {

    static final Param URL = Param.one("url", "A directory, or the URL of a Git repository", Values.DIRECTORY);

    private static final Opt REV =
            Opt.value("rev", "<commit>", "Take a commit, branch or tag instead of what is current", Values.REV);
    private static final Opt CONFIG =
            Opt.value("config", "<file>", "Settings that count more than the repository's own", Values.FILE);
    private static final Opt REMOTE = Opt.value("remote", "<name>", "Remote of the repository to use", Values.TEXT);
    private static final Opt REMOTE_CONFIG = Opt.value(
                    "remote-config", "<name>=<value>", "Options of that remote, such as url=s3://b/p", Values.TEXT)
            .taking(Opt.Takes.MANY);

    private ElsewhereOptions() {}

    /** Returns some options of a verb, followed by those that say which repository is meant. */
    static List<Opt> with(Opt... own) {
        var all = new ArrayList<>(List.of(own));
        all.addAll(List.of(REV, CONFIG, REMOTE, REMOTE_CONFIG));
        return all;
    }

    static Elsewhere elsewhere(Args args) {
        var settings =
                new Elsewhere.Settings(args.value(CONFIG), args.value(REMOTE), UrlOptions.pairs(args, REMOTE_CONFIG));
        return new Elsewhere(args.params().get(0), args.value(REV), settings);
    }
}
