package jdvc.workspace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code .dvcignore} files say about the names in one directory (format spec 9.1). A value: walking down makes new
 * ones. A path is judged component by component from the top, so ask only about names in a directory that is not ignored
 * itself. Safe for use by many threads.
 */
public final class IgnoreRules {

    private IgnoreRules() {}

    /**
     * Returns the rules of the project's root.
     *
     * @param dvcignore content of the {@code .dvcignore} there; null if there is none
     * @throws jdvc.JdvcException of kind BADMETA, naming file and line, if a pattern is not valid
     */
    public static IgnoreRules root(byte @Nullable [] dvcignore) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the rules of a directory of this one.
     *
     * @param dvcignore content of the {@code .dvcignore} in it, null if there is none; has no effect if ignored itself
     */
    public IgnoreRules enter(String directory, byte @Nullable [] dvcignore) {
        throw new UnsupportedOperationException(directory);
    }

    /** Tells whether a name that is not a directory is ignored. */
    public boolean ignoresFile(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** Tells whether a directory is ignored. That of a nested project (it holds {@code .dvc}) is so for another reason. */
    public boolean ignoresDirectory(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** Returns the rule that decides, {@code FILE:LINE:PATTERN}, also one that un-ignores; absent if none matches. */
    public Optional<Rule> explain(String name, boolean directory) {
        throw new UnsupportedOperationException(name);
    }

    /**
     * A rule that decided.
     *
     * @param text {@code FILE:LINE:PATTERN}; FILE and LINE are empty ({@code :.git/}) for a built-in one
     * @param ignores whether it ignores or un-ignores
     */
    public record Rule(String text, boolean ignores) {}
}
