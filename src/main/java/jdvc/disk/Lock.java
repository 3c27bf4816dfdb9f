package jdvc.disk;

import java.io.IOException;

/** A lock between processes that is held until it is closed. */
public interface Lock extends AutoCloseable {

    /** Tells whether DVC respects it. */
    boolean excludesOthers();

    /** Tells whether it is still held: its holder may have been killed, or the lock broken by somebody else. */
    boolean isHeld();

    @Override
    void close() throws IOException;
}
