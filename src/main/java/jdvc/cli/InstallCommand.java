package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Verb;
import jdvc.repo.Install;

/** {@code jdvc install}. */
final class InstallCommand {

    private static final Opt PRE_COMMIT =
            Opt.flag("use-pre-commit-tool", "Add the hooks to .pre-commit-config.yaml, for the tool pre-commit");

    private InstallCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "install",
                        "Have Git call jdvc at commits, checkouts, pushes and merges",
                        List.of(),
                        List.of(PRE_COMMIT),
                        InstallCommand::run)
                .details("""
                        Makes three hooks: pre-commit shows the status, post-checkout brings the workspace to
                        what was checked out, pre-push pushes the data of the commits that are about to be
                        sent, and refuses the push if some of it is nowhere. Hooks that exist are left alone,
                        and then none is made. Also sets a merge driver, which merges .dvc files of
                        directories once .gitattributes has the line `*.dvc merge=dvc`.
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var how = args.has(PRE_COMMIT) ? Install.How.PRE_COMMIT_TOOL : Install.How.GIT;
        var program = Launcher.command(session.disk(), session.env());
        var report = session.in(new Install(program, how)::run);
        if (report.git() && !report.merges()) {
            session.ui().hint("`echo '*.dvc merge=dvc' >> .gitattributes` has Git merge tracked directories by it");
        }
        return 0;
    }
}
