package jdvc;

import org.jspecify.annotations.Nullable;

/** A key, token or password: its text form is three stars, so that it gets into no log or message (safety 10.8). */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Returns the value itself, for the one who sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Secret other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
