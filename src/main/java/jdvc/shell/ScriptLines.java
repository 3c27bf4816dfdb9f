package jdvc.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import jdvc.command.Words;
import jdvc.command.Words.Rest;

/** The lines of a script: no prompt, no echo. */
final class ScriptLines implements LineSource {

    private final BufferedReader in;

    ScriptLines(BufferedReader in) {
        this.in = in;
    }

    @Override
    public Optional<String> next() {
        String line = read();
        if (line == null) return Optional.empty();
        while (Words.split(line).rest() != Rest.NOTHING) {
            String more = read();
            if (more == null) break;
            line += "\n" + more;
        }
        return Optional.of(line);
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @org.jspecify.annotations.Nullable
    private String read() {
        try {
            return in.readLine();
        } catch (IOException e) {
            return null; // what cannot be read further has ended
        }
    }
}
