package jdvc.object;

/** The bytes of a tree object that is damaged or must not be acted on. */
public final class BadTreeException extends Exception {

    public BadTreeException(String reason) {
        super(reason);
    }

    public BadTreeException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
