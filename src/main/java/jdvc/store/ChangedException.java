package jdvc.store;

import java.io.IOException;
import java.nio.file.Path;

/** A workspace file that changed while it was read, again and again. */
public final class ChangedException extends IOException {

    public ChangedException(Path file) {
        super("'" + file + "' changed while it was read");
    }
}
