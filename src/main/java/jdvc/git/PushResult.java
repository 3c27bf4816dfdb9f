package jdvc.git;

/**
 * How a push went.
 *
 * @param output what Git and the hooks said and the terminal did not show yet, as it is
 */
public record PushResult(Outcome outcome, String output) {

    /** The cases that need different words. */
    public enum Outcome {
        DONE,
        /** The remote's branch has commits that ours lacks. */
        REJECTED,
        /** The remote does not want it: a hook or protection there. */
        REFUSED,
        /** The pre-push hook here does not want it. */
        HOOK,
        /** No connection, no permission, and all else. */
        FAILED
    }
}
