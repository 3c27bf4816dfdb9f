package jdvc.cli;

import java.io.IOException;
import java.util.List;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.repo.Call;
import jdvc.repo.Repo;
import jdvc.ui.Ui;

/** What a verb's action works with: the world, the terminal, and the project when it asks for it. */
final class Session {

    private final Call call;
    private final Ui ui;

    Session(Call call, Ui ui) {
        this.call = call;
        this.ui = ui;
    }

    /** Work on an opened project. */
    @FunctionalInterface
    interface Work<R> {
        R run(Repo repo, Progress progress) throws IOException, InterruptedException;
    }

    /** Opens the project, works on it, closes it. */
    <R> R in(Work<R> work) throws IOException, InterruptedException {
        try (var repo = Repo.open(call)) {
            try {
                return work.run(repo, ui.progress());
            } finally {
                repo.damage().ifPresent(ui::warn);
            }
        }
    }

    Ui ui() {
        return ui;
    }

    Call call() {
        return call;
    }

    Env env() {
        return call.env();
    }

    Disk disk() {
        return call.disk();
    }

    /** Returns the same session for other words, as of a line of the shell. */
    Session of(List<String> words, Ui newUi) {
        return new Session(new Call(call.env(), call.disk(), words, call.waitForLock()), newUi);
    }
}
