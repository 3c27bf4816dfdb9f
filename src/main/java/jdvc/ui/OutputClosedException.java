package jdvc.ui;

import java.io.IOException;

/** The answer does not reach stdout: nobody reads it any more, and a front end ends with exit 141, or it cannot be written. */
public final class OutputClosedException extends RuntimeException {

    private final String reason;

    OutputClosedException(IOException cause) {
        super("stdout is closed", cause);
        reason = String.valueOf(cause.getMessage());
    }

    /** Tells whether the reader went away, as opposed to a disk that is full. */
    public boolean isByReader() {
        return !reason.contains("No space left") && !reason.contains("quota") && !reason.contains("too large");
    }

    /** Returns what the system says. */
    public String reason() {
        return reason;
    }
}
