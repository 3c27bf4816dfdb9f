package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Destination;
import jdvc.repo.Get;

/** {@code jdvc get}. */
final class GetCommand {

    static final Opt OUT = Opt.value("out", 'o', "<path>", "Where it goes, instead of its own name here", Values.FILE);
    static final Opt FORCE = Opt.flag("force", 'f', "Replace what is there");
    static final Opt JOBS = Opt.value("jobs", 'j', "<n>", "Downloads at a time", Values.NUMBER);
    private static final Opt SHOW_URL = Opt.flag("show-url", "Print where the data lies, and copy nothing");

    private GetCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "get",
                        "Copy a file or directory from another repository",
                        List.of(
                                ElsewhereOptions.URL,
                                Param.one("path", "What to copy, from the repository's root", Values.TEXT)),
                        ElsewhereOptions.with(OUT, FORCE, JOBS, SHOW_URL),
                        GetCommand::run)
                .details("""
                        What DVC tracks there comes from its cache or remote, anything else from
                        Git. It is not tracked here: `jdvc import` would do that.

                        Examples:
                          jdvc get https://example.org/models.git pkl/model.pkl
                          jdvc get ../models pkl/model.pkl --rev v1.0 -o old.pkl
                        """);
    }

    static Destination destination(Args args) {
        return new Destination(args.value(OUT), args.has(FORCE));
    }

    private static int run(Args args, Session session) throws Exception {
        var from = ElsewhereOptions.elsewhere(args);
        var path = args.params().get(1);
        var get = new Get(from, path, destination(args), args.jobs(JOBS));
        if (args.has(SHOW_URL)) {
            session.ui()
                    .always("%s", get.storageUrl(session.call(), session.ui().progress()));
            return 0;
        }
        try {
            get.run(session.call(), session.ui().progress());
            return 0;
        } catch (JdvcException e) {
            throw Errors.prefixed(e, "failed to get '" + path + "' from '" + from.shownUrl() + "' - ");
        }
    }
}
