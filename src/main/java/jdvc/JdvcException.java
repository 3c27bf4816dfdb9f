package jdvc;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure that a person can act on: its message names the thing, its hint says what to type. */
public final class JdvcException extends RuntimeException {

    /** The class words of safety rule 13.1: stable, shown with {@code -v} and in JSON. */
    public enum Kind {
        USAGE,
        USER,
        LOCKED,
        CONFLICT,
        CHANGED,
        CORRUPT,
        MISSING,
        BADMETA,
        UNSAFEPATH,
        UNTRUSTED,
        NOSPACE,
        IO,
        NETWORK,
        THROTTLED,
        AUTH,
        CONFIG,
        LIMIT,
        PARTIAL,
        INTERRUPTED,
        BUG
    }

    private final Kind kind;
    private final @Nullable String hint;

    private JdvcException(Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /** Returns a failure of {@code kind}; {@code format} is used as it is if there are no {@code args}. */
    public static JdvcException of(Kind kind, String format, @Nullable Object... args) {
        String message = args.length == 0 ? format : String.format(Locale.ROOT, format, args);
        return new JdvcException(kind, message, null, null);
    }

    /** Returns a failure of kind USER: the request cannot be done as it stands. */
    public static JdvcException user(String format, @Nullable Object... args) {
        return of(Kind.USER, format, args);
    }

    /** Returns this failure with what to do about it, such as {@code run `jdvc add data`}. */
    public JdvcException hint(String format, @Nullable Object... args) {
        String text = args.length == 0 ? format : String.format(Locale.ROOT, format, args);
        return copy(getCause(), text);
    }

    /** Returns this failure with the exception behind it. */
    public JdvcException cause(Throwable cause) {
        return copy(cause, hint);
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    private JdvcException copy(@Nullable Throwable cause, @Nullable String newHint) {
        var copy = new JdvcException(kind, String.valueOf(getMessage()), newHint, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
