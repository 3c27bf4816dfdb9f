package jdvc.store;

import java.io.IOException;
import jdvc.object.ObjectId;

/** An object that a store does not hold: gone, never there, or moved to quarantine because it was damaged. */
public final class ObjectMissingException extends IOException {

    private final ObjectId id;

    public ObjectMissingException(ObjectId id, String location) {
        super("object " + id + " is not in " + location);
        this.id = id;
    }

    public ObjectId id() {
        return id;
    }
}
