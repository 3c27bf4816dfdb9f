package jdvc.store.s3;

import java.io.IOException;

/** Bytes to send that cannot be read, or are wrong: no failure of the network, so it is not repeated. */
final class SourceException extends IOException {

    private final IOException why;

    SourceException(IOException why) {
        super(why);
        this.why = why;
    }

    IOException why() {
        return why;
    }
}
