package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.disk.Durability;

/** jdvc's own settings, of which DVC knows nothing: {@code jdvc.conf} of three levels, and the environment. */
public final class JdvcSettings {

    /** Which shape new outputs get. */
    public enum Format {
        /** Legacy while the project has outputs and all of them are, else 3.x. */
        AUTO,
        /** The places and names that DVC 2 reads too. */
        LEGACY,
        /** As DVC 3 writes. */
        CURRENT
    }

    /** Reads system, user, project, environment; later wins. */
    public static JdvcSettings load(Disk disk, Env env, Optional<Path> dvcDirectory) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Format format() {
        throw new UnsupportedOperationException();
    }

    /** Returns from how many bytes on an untracked file is proposed to be tracked. */
    public long proposeSize() {
        throw new UnsupportedOperationException();
    }

    public Durability durability() {
        throw new UnsupportedOperationException();
    }

    /** Returns how many days the trash is kept. */
    public int trashDays() {
        throw new UnsupportedOperationException();
    }

    /** Returns how much of the file system the trash may take, in percent. */
    public int trashPercent() {
        throw new UnsupportedOperationException();
    }

    /** Returns how many bytes a remote may hold. */
    public OptionalLong quota(String remote) {
        throw new UnsupportedOperationException();
    }

    /** Returns what the user should hear once: unknown keys, and keys that a project may not set. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }
}
