package jdvc.store.s3;

import java.io.IOException;

/** What a request carries, opened afresh for each attempt. */
@FunctionalInterface
interface Body {

    Body NONE = of(new byte[0]);

    /** Opens the bytes for one attempt. The caller closes. */
    Outgoing open() throws IOException;

    static Body of(byte[] bytes) {
        return () -> new Outgoing(bytes);
    }
}
