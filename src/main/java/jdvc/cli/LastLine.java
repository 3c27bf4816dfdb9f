package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.disk.Disk;
import jdvc.ui.Style;
import jdvc.ui.Ui;

/** What the last line of the shell came to: its answer, for {@code last}, and its failure, for {@code why}. */
final class LastLine {

    private String line = "";
    private String answer = "";
    private int exit;
    private Optional<Throwable> failure = Optional.empty();

    /** Tells whether a verb is about the last line and does not become it. */
    static boolean isAbout(String verb) {
        return verb.equals("last") || verb.equals("why") || verb.equals("tour");
    }

    synchronized void ended(List<String> words, int newExit, String newAnswer, Optional<Throwable> newFailure) {
        line = String.join(" ", words);
        exit = newExit;
        answer = newAnswer;
        failure = newFailure;
    }

    /** Prints the answer again. */
    synchronized void print(Ui ui) {
        if (line.isEmpty()) ui.note("Nothing has been answered yet.");
        else if (answer.isEmpty()) ui.note("`%s` answered nothing.", line);
        else ui.raw(answer);
    }

    /** Writes the answer, without its colours, to a file that does not exist yet. */
    synchronized void write(Path file, Disk disk) throws IOException {
        if (disk.stat(file).isPresent()) {
            throw JdvcException.user("'%s' exists; it is not overwritten", file.getFileName())
                    .hint("choose another name");
        }
        try (var out = disk.create(file)) {
            out.write(Style.strip(answer).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Explains the last failure at length. */
    synchronized void explain(Ui ui) {
        if (failure.isEmpty()) {
            if (exit == 0) ui.print("Nothing went wrong in the last line.");
            else ui.print("The last line ended with exit %s.", String.valueOf(exit));
            return;
        }
        ui.print("`%s` ended with exit %s.", line, String.valueOf(exit));
        for (Throwable each = failure.get(); each != null; each = each.getCause()) {
            ui.print("  %s", each.getMessage() == null ? each.toString() : each.getMessage());
        }
        for (var sentence : Explained.of(failure.get())) ui.print("%s", sentence);
        if (failure.get() instanceof JdvcException e) e.hint().ifPresent(hint -> ui.print("To do: %s", hint));
    }
}
