package jdvc.proof.pty;

import java.util.List;
import java.util.Map;

/**
 * A place before a terminal: what a person does there and sees. Every wait ends with what it waits for, or fails and shows the
 * screen; nothing sleeps.
 *
 * @param <T> the kind of place itself
 */
abstract class Seat<T extends Seat<T>> implements AutoCloseable {

    private final Steps steps;

    Seat(Process process) {
        steps = new Steps(process);
    }

    abstract T self();

    /** Asks for a step of the script that drives the terminal, and returns its value. */
    Object step(String name, Object... args) {
        return steps.take(name, args);
    }

    /** Ends the script, and with it the terminal. */
    void end() {
        steps.close();
    }

    // ---- what a person does

    /** Types a line and Enter at the prompt, waits for the next one, and returns the rows in between. */
    List<String> run(String line) {
        step("atPrompt");
        return Steps.rows(((Map<?, ?>) step("run", line)).get("out"));
    }

    /** Types a line and Enter, and waits for nothing. */
    T enter(String line) {
        return type(line + "\r");
    }

    T type(String text) {
        step("type", text);
        return self();
    }

    /** Presses keys such as {@code Tab}, {@code C-c}, {@code Up}. */
    T key(String... names) {
        for (var name : names) step("key", name);
        return self();
    }

    /** Pastes as a browser does. */
    T paste(String text) {
        step("paste", text);
        return self();
    }

    // ---- what a person sees

    /** Waits until the screen has a text; rows that the terminal broke are joined. */
    T sees(String text) {
        step("wait", text);
        return self();
    }

    /** Waits until the screen matches a regular expression of JavaScript, in which {@code ^} and {@code $} are ends of rows. */
    T seesMatch(String regex) {
        step("wait", Map.of("re", regex, "flags", "mu"));
        return self();
    }

    /** Waits until the screen has a text no more. */
    T seesNoMore(String text) {
        step("gone", text);
        return self();
    }

    /** Waits until the last row of the screen is exactly this: a prompt, and what is typed or suggested behind it. */
    T at(String row) {
        step("wait", Map.of("re", "(^|\n)" + literal(row) + " *$", "flags", "u"));
        return self();
    }

    /** Returns the rows of the screen. */
    List<String> screen() {
        return Steps.rows(step("screen"));
    }

    /** Returns the screen with rows joined that the terminal broke. */
    String text() {
        return (String) step("text");
    }

    /** Returns all rows so far, without the empty ones at the end. */
    List<String> all() {
        return Steps.rows(step("all"));
    }

    @Override
    public abstract void close();

    private static String literal(String text) {
        return text.replaceAll("[\\\\^$.*+?()\\[\\]{}|/]", "\\\\$0");
    }
}
