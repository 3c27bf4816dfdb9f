package jdvc.ui;

import java.util.Optional;

/** Where answers come from. */
@FunctionalInterface
public interface Ask {

    /** Never answers: as at the end of input. */
    Ask NEVER = prompt -> Optional.empty();

    /** Shows {@code prompt}, which is safe to show, and returns the line that is typed; absent at the end of input. */
    Optional<String> line(String prompt);
}
