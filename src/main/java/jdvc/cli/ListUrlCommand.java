package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Verb;
import jdvc.repo.ListUrl;

/** {@code jdvc list-url}. */
final class ListUrlCommand {

    private ListUrlCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "list-url",
                        "List what lies in a bucket or directory",
                        List.of(UrlOptions.URL),
                        List.of(
                                ListCommand.RECURSIVE,
                                ListCommand.TREE,
                                ListCommand.LEVEL,
                                ListCommand.SIZE,
                                UrlOptions.FS_CONFIG),
                        ListUrlCommand::run)
                .alias("ls-url")
                .details("""
                        A bucket is asked with the settings of its remote where the URL names one,
                        else with those of the environment and of AWS's files.

                        Examples:
                          jdvc list-url s3://mlflow/1 -R --size
                          jdvc list-url remote://store/raw
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var list = new ListUrl(UrlOptions.from(args), ListCommand.shape(args));
        var report = list.run(session.call(), session.ui().progress());
        for (var line : ListCommand.lines(report, args, session.ui().look()))
            session.ui().always("%s", line);
        return 0;
    }
}
