package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Verb;
import jdvc.repo.GetUrl;

/** {@code jdvc get-url}. */
final class GetUrlCommand {

    private GetUrlCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "get-url",
                        "Copy a file or directory from a bucket or path",
                        List.of(UrlOptions.URL, UrlOptions.OUT),
                        List.of(GetCommand.JOBS, GetCommand.FORCE, UrlOptions.FS_CONFIG),
                        GetUrlCommand::run)
                .details("""
                        Nothing is tracked. All files are downloaded beside their place and put
                        there when the last one has come.

                        Examples:
                          jdvc get-url s3://mlflow/1/abc/artifacts/model.pkl
                          jdvc get-url remote://store/raw data/raw
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var from = UrlOptions.from(args);
        var to = UrlOptions.destination(args);
        try {
            new GetUrl(from, to, args.jobs(GetCommand.JOBS))
                    .run(session.call(), session.ui().progress());
            return 0;
        } catch (JdvcException e) {
            throw Errors.prefixed(e, "failed to get '" + from.shown() + "' - ");
        }
    }
}
