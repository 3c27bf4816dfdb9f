package jdvc.store;

import java.io.IOException;
import jdvc.object.ObjectId;

/** Bytes that do not hash to the name under which they were to be stored, or were found. */
public final class CorruptObjectException extends IOException {

    private final ObjectId id;

    public CorruptObjectException(ObjectId id, String location, String found) {
        super("object " + id + " from " + location + " is damaged: its bytes hash to " + found);
        this.id = id;
    }

    public ObjectId id() {
        return id;
    }
}
