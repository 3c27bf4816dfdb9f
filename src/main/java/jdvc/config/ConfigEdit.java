package jdvc.config;

import java.io.IOException;

/**
 * A change of settings at one level, as DVC makes it: the whole file in DVC's own form. Each method changes a copy in
 * memory; {@link #save} checks all levels together and then writes, atomically. Names that begin with {@code jdvc.} go
 * to jdvc's own files.
 *
 * <p>Every method throws {@link jdvc.JdvcException}, mostly of kind CONFIG, where DVC refuses; then nothing is written.
 */
public final class ConfigEdit {

    /** Lets secrets go to a file that is tracked. */
    public ConfigEdit allowSecrets() {
        throw new UnsupportedOperationException();
    }

    /** Sets a value; a relative path is taken from the working directory. */
    public ConfigEdit set(String typedName, String value) {
        throw new UnsupportedOperationException();
    }

    /** Removes a value, which this level must have. */
    public ConfigEdit unset(String typedName) {
        throw new UnsupportedOperationException();
    }

    /** Adds a remote, which this level must not have. */
    public ConfigEdit addRemote(String name, String url) {
        throw new UnsupportedOperationException();
    }

    /** Adds a remote in the place of one that this level may have. */
    public ConfigEdit replaceRemote(String name, String url) {
        throw new UnsupportedOperationException();
    }

    /** Sets an option of a remote that this or a weaker level has. */
    public ConfigEdit setRemote(String name, String option, String value) {
        throw new UnsupportedOperationException();
    }

    /** Removes an option of a remote that this or a weaker level has; nothing happens if it is not set here. */
    public ConfigEdit unsetRemote(String name, String option) {
        throw new UnsupportedOperationException();
    }

    /** Makes a remote, which this or a weaker level must have, the default one. */
    public ConfigEdit defaultRemote(String name) {
        throw new UnsupportedOperationException();
    }

    /** Removes this level's default remote, if it has one. */
    public ConfigEdit noDefaultRemote() {
        throw new UnsupportedOperationException();
    }

    /** Renames a remote of this level, in stronger levels too, and what refers to it. */
    public ConfigEdit renameRemote(String name, String newName) {
        throw new UnsupportedOperationException();
    }

    /** Removes a remote of this level, from stronger levels too, and what makes it the default. */
    public ConfigEdit removeRemote(String name) {
        throw new UnsupportedOperationException();
    }

    /** Checks and writes. */
    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }
}
