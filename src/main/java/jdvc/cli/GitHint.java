package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.command.Words;
import jdvc.repo.Repo;

/** What DVC says after it wrote files that Git should have. */
final class GitHint {

    private GitHint() {}

    /** Prints the block; nothing without files. */
    static void print(Session session, List<String> files) {
        if (files.isEmpty()) return;
        var words = new ArrayList<String>();
        for (var each : files) words.add(Words.quote(each));
        words.sort(null);
        var ui = session.ui();
        ui.print("");
        ui.print("To track the changes with git, run:");
        ui.print("");
        ui.print("\tgit add %s", String.join(" ", words));
        ui.print("");
        ui.print("To enable auto staging, run:");
        ui.print("");
        ui.print("\tdvc config core.autostage true");
    }

    /** Returns paths from the root as they are typed in the working directory. */
    static List<String> shown(Session session, List<String> files) throws java.io.IOException {
        var root = Repo.findRoot(session.env(), session.disk())
                .orElse(session.env().cwd());
        var shown = new ArrayList<String>();
        for (var each : files)
            shown.add(session.env().cwd().relativize(root.resolve(each)).toString());
        return shown;
    }
}
