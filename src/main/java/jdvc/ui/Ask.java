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
