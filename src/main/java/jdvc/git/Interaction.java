package jdvc.git;

/** Whether the user's own Git may ask something. */
public enum Interaction {
    /** Git's input and messages are the terminal: it asks for passwords and shows its progress there by itself. */
    TERMINAL,
    /** Nobody is there: what would be a question fails. */
    NONE
}
