package jdvc.shell;

import java.util.Optional;

/** The way to the terminal's settings: the {@code stty} program, which every system has. */
@FunctionalInterface
public interface Stty {

    /**
     * Runs {@code sh -c SCRIPT}, the terminal its standard input, and returns what it prints; absent if it fails. What it
     * complains about is of no interest.
     */
    Optional<String> run(String script);
}
