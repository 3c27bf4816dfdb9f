package jdvc.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import jdvc.command.Words;
import jdvc.command.Words.Rest;

/** Lines typed at a terminal that can do nothing: the system edits them, the shell only prompts. */
final class PlainLines implements LineSource {

    private static final String MORE = "> ";

    private final BufferedReader in;
    private final PrintWriter out;
    private final Supplier<String> prompt;
    private volatile boolean reading;

    PlainLines(BufferedReader in, PrintWriter out, Supplier<String> prompt) {
        this.in = in;
        this.out = out;
        this.prompt = prompt;
    }

    @Override
    public Optional<String> next() {
        var line = ask(prompt.get());
        while (line.isPresent() && Words.split(line.get()).rest() != Rest.NOTHING) {
            var more = ask(MORE);
            if (more.isEmpty()) break;
            line = Optional.of(line.get() + "\n" + more.get());
        }
        if (line.isEmpty()) newLine();
        return line;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    /** The system has dropped what was typed: shows a fresh prompt. Does nothing while no line is read. */
    void interrupted() {
        if (!reading) return;
        newLine();
        write(prompt.get());
    }

    Optional<String> ask(String question) {
        write(question);
        reading = true;
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            reading = false;
        }
    }

    private void newLine() {
        write("\n");
    }

    private void write(String text) {
        out.write(text);
        out.flush();
    }
}
