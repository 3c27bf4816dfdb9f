package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Verb;
import jdvc.repo.Figures;
import jdvc.repo.FiguresDiff;
import org.jspecify.annotations.Nullable;

/** {@code jdvc params diff}. */
final class ParamsCommand {

    private static final Opt DEPS = Opt.flag("deps", "Compare only params that stages depend on");

    private ParamsCommand() {}

    static Verb<Session> verb() {
        var diff = Verb.<Session>of(
                        "diff",
                        "Compare params between two commits",
                        FiguresDiffOptions.REVISIONS,
                        List.of(
                                FiguresDiffOptions.TARGETS,
                                FiguresDiffOptions.ALL,
                                DEPS,
                                FiguresDiffOptions.JSON,
                                FiguresDiffOptions.MD,
                                FiguresDiffOptions.NO_PATH),
                        ParamsCommand::diff)
                .details("""
                        Files are YAML, JSON, TOML or Python by their names; params.yaml is always among them.

                        Examples:
                          jdvc params diff
                          jdvc params diff v1.0 --targets params.yaml --md
                        """);
        return Verb.group("params", "Compare params", List.of(diff));
    }

    private static int diff(Args args, Session session) throws Exception {
        var what = args.has(DEPS) ? FiguresDiff.What.PARAMS_OF_STAGES : FiguresDiff.What.PARAMS;
        var report = session.in(FiguresDiffOptions.diff(what, args, session.ui().look())::run);
        FiguresDiffOptions.tellFailed(report.failed(), session.ui());
        if (args.has(FiguresDiffOptions.JSON)) session.ui().json(FiguresDiffOptions.json(report));
        else FiguresDiffOptions.print(what, report, args, ParamsCommand::format, session.ui());
        return 0;
    }

    private static String format(@Nullable Object value) {
        return value == null ? "-" : Figures.text(value);
    }
}
