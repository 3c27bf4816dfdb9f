package jdvc.config;

/** A value that must not be seen by accident: logs, messages and records show three stars (safety 10.8). */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** Returns the value itself, for the one who sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
