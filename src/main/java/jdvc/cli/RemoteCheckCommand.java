package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.RemoteCheck;
import jdvc.ui.Mark;
import jdvc.ui.Style;
import jdvc.ui.Ui;

/** {@code jdvc remote check}. */
final class RemoteCheckCommand {

    private static final Opt TRUST = Opt.flag("trust", "Trust what the repository says about this remote");
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final int LINK_COLUMNS = 12;

    private RemoteCheckCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "check",
                        "Look whether a remote can be used, and what cures it if not",
                        List.of(Param.optional("name", "The remote's name (default: the default one)", Values.REMOTE)),
                        List.of(TRUST, JSON),
                        RemoteCheckCommand::run)
                .details("""
                        Looks at the endpoint, its certificate, where the credentials come from, the region, the
                        bucket, the rights to list, read and write, the clock, and how the server checks what
                        arrives. Nothing stays in the bucket. The exit is 1 if something is broken.
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var report = session.in(new RemoteCheck(args.param(0), args.has(TRUST))::run);
        if (args.has(JSON)) session.ui().json(report);
        else print(report, session.ui());
        return report.ok() ? 0 : 1;
    }

    /**
     * <pre>
     * ✓ endpoint     https://minio.example answers
     * ✗ write        cannot write to 's3://b-a': access denied …; ask for the right to …
     * ? read         cannot be told without an object, or the right to list them
     * </pre>
     */
    private static void print(RemoteCheck.Report report, Ui ui) {
        for (var each : report.checks()) {
            var mark = each.ok()
                    .map(ok -> (ok ? Mark.DONE : Mark.FAILED).in(ui.look()))
                    .orElse("?");
            var style = each.ok().map(ok -> ok ? Style.GREEN : Style.RED).orElse(Style.DIM);
            var cure = each.cure().map(text -> "; " + text).orElse("");
            ui.print("%s %s %s%s", style.of(padded(mark, ui)), padded(each.check(), LINK_COLUMNS), each.found(), cure);
        }
        if (report.ok()) ui.print("Remote '%s' (%s) is in order.", report.remote(), report.location());
        else ui.error("remote '" + report.remote() + "' (" + report.location() + ") cannot be used as it is");
    }

    private static String padded(String mark, Ui ui) {
        return padded(mark, ui.look().unicode() ? 1 : Mark.FAILED.in(ui.look()).length());
    }

    private static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }
}
