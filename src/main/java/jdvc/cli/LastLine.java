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

    private String answered = "";
    private String answer = "";
    private String line = "";
    private int exit;
    private Optional<Throwable> failure = Optional.empty();

    /** Tells whether a verb is about other lines and does not become the last one, unless it fails. */
    static boolean isAbout(String verb) {
        return switch (verb) {
            case "last", "why", "tour", "source" -> true;
            default -> false;
        };
    }

    synchronized void ended(List<String> words, int newExit, String newAnswer, Optional<Throwable> newFailure) {
        answered = String.join(" ", words);
        answer = newAnswer;
        endedWithoutAnswer(answered, newExit, newFailure);
    }

    /** Notes a line that leaves the last answer as it is. */
    synchronized void endedWithoutAnswer(String newLine, int newExit, Optional<Throwable> newFailure) {
        line = newLine;
        exit = newExit;
        failure = newFailure;
    }

    /** Prints the answer again. */
    synchronized void print(Ui ui) {
        if (answered.isEmpty()) ui.note("Nothing has been answered yet.");
        else if (answer.isEmpty()) ui.note("`%s` answered nothing.", answered);
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
            else ui.print("`%s` ended with exit %s.", line, String.valueOf(exit));
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
