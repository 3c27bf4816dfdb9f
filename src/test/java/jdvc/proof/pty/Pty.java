package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Json;

/**
 * A program in a real terminal, behind the terminal engine of JupyterLab ({@code dev/pty.mjs}). Every wait ends with what it
 * waits for or fails and shows the screen; nothing sleeps. When it is closed, the terminal must not have been asked a thing.
 */
final class Pty implements AutoCloseable {

    private static final int MAX_STRING = 64 << 20;

    private final Process process;
    private final BufferedReader answers;
    private final Writer steps;
    private boolean foreign;

    Pty(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        steps = process.outputWriter(StandardCharsets.US_ASCII);
    }

    // ---- what a person does

    /** Types a line and Enter at the prompt, waits for the next one, and returns the rows in between. */
    List<String> run(String line) {
        step("atPrompt");
        return rows(((Map<?, ?>) step("run", line)).get("out"));
    }

    /** Types a line and Enter, and waits for nothing. */
    Pty enter(String line) {
        return type(line + "\r");
    }

    Pty type(String text) {
        step("type", text);
        return this;
    }

    /** Presses keys such as {@code Tab}, {@code C-c}, {@code Up}. */
    Pty key(String... names) {
        for (var name : names) step("key", name);
        return this;
    }

    /** Pastes as a browser does. */
    Pty paste(String text) {
        step("paste", text);
        return this;
    }

    Pty resize(int columns, int rows) {
        step("resize", columns, rows);
        return this;
    }

    Pty signal(String name) {
        step("signal", name);
        return this;
    }

    /** Closes the terminal, as a closed tab does. */
    Pty hangUp() {
        step("hangup");
        return this;
    }

    // ---- what a person sees

    /** Waits until the screen has a text; rows that the terminal broke are joined. */
    Pty sees(String text) {
        step("wait", text);
        return this;
    }

    /** Waits until the screen matches a regular expression of JavaScript, in which {@code ^} and {@code $} are ends of rows. */
    Pty seesMatch(String regex) {
        step("wait", Map.of("re", regex, "flags", "mu"));
        return this;
    }

    /** Waits until the screen has a text no more. */
    Pty seesNoMore(String text) {
        step("gone", text);
        return this;
    }

    /** Waits until the last row of the screen is exactly this: a prompt, and what is typed or suggested behind it. */
    Pty at(String row) {
        step("wait", Map.of("re", "(^|\n)" + literal(row) + " *$", "flags", "u"));
        return this;
    }

    /** Waits for the end of the program and returns its exit code. */
    int exit() {
        return ((Long) step("exit")).intValue();
    }

    /** Returns the rows of the screen. */
    List<String> screen() {
        return rows(step("screen"));
    }

    /** Returns the screen with rows joined that the terminal broke. */
    String text() {
        return (String) step("text");
    }

    /** Returns all rows so far, without the empty ones at the end. */
    List<String> all() {
        return rows(step("all"));
    }

    String title() {
        return (String) step("title");
    }

    /** Returns everything that was written to the terminal. */
    String raw() {
        return (String) step("raw");
    }

    /** Returns the runs of a row that have one style each, as {@code text} and {@code bold}, {@code dim}, {@code fg} and so on. */
    List<Map<String, Object>> styles(int row) {
        var runs = new ArrayList<Map<String, Object>>();
        for (var each : (List<?>) step("styles", row)) {
            @SuppressWarnings("unchecked") // an object
            var run = (Map<String, Object>) each;
            runs.add(run);
        }
        return runs;
    }

    /** From now on also a program that is not ours writes to the terminal, in its own way. */
    Pty lent() {
        foreign = true;
        return this;
    }

    @Override
    public void close() {
        try {
            assertEquals("", step("replies"), "sent back by the terminal");
            if (!foreign) assertEquals(Optional.empty(), Sequences.firstForbidden(raw()), "written to the terminal");
        } finally {
            end();
        }
    }

    private void end() {
        try {
            steps.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private Object step(String name, Object... args) {
        var call = new ArrayList<Object>(List.of(name));
        call.addAll(List.of(args));
        try {
            steps.write(Json.format(call) + "\n");
            steps.flush();
            var line = answers.readLine();
            if (line == null) throw new AssertionError("dev/pty.mjs is gone");
            return value((Map<?, ?>) Json.parse(line, MAX_STRING), call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.BadJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(Map<?, ?> answer, List<Object> call) {
        if (Boolean.TRUE.equals(answer.get("ok"))) {
            var value = answer.get("value");
            return value == null ? "" : value;
        }
        var text = new StringBuilder(call + ": " + answer.get("error"));
        for (var row : rows(answer.get("screen"))) text.append("\n| ").append(row);
        throw new AssertionError(text.toString().stripTrailing());
    }

    private static List<String> rows(Object value) {
        var rows = new ArrayList<String>();
        for (var each : (List<?>) value) rows.add(String.valueOf(each));
        return rows;
    }

    private static String literal(String text) {
        return text.replaceAll("[\\\\^$.*+?()\\[\\]{}|/]", "\\\\$0");
    }
}
