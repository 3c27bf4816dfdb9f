package jdvc.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** Where answers come from. */
@FunctionalInterface
public interface Ask {

    /** Never answers: as at the end of input. */
    Ask NEVER = prompt -> Optional.empty();

    /** Shows {@code prompt}, which is safe to show, and returns the line that is typed; absent at the end of input. */
    Optional<String> line(String prompt);

    /**
     * Lets a line be changed: where lines are edited {@code now} stands there to begin with, else it is shown and an empty
     * line keeps it. Absent at the end of input.
     */
    default Optional<String> edited(String prompt, String now) {
        return line(prompt + "(" + now + ") ").map(line -> line.isBlank() ? now : line);
    }

    /** Returns answers that are read from a stream, terminal or not. */
    static Ask of(BufferedReader in, Writer prompts) {
        return prompt -> {
            try {
                prompts.write(prompt);
                prompts.flush();
                return Optional.ofNullable(in.readLine());
            } catch (IOException e) {
                return Optional.empty();
            }
        };
    }
}
