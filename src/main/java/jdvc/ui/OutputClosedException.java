package jdvc.ui;

import java.io.IOException;

/** Nobody reads stdout any more; a front end ends with exit 141. */
public final class OutputClosedException extends RuntimeException {

    OutputClosedException(IOException cause) {
        super("stdout is closed", cause);
    }
}
