package jdvc.workspace;

/** A pattern on which DVC stops, too. */
final class BadPatternException extends Exception {
    BadPatternException(String reason) {
        super(reason);
    }
}
