package jdvc.shell;

import java.util.Optional;

/** Where a shell's lines come from. */
interface LineSource {

    /** Returns the next line, or several that were typed or pasted as one; absent at the end of input. */
    Optional<String> next();

    /** Tells whether somebody sits there, who can be asked and need not stop at a failure. */
    boolean isInteractive();
}
