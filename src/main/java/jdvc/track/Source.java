package jdvc.track;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.object.RelPath;

/** Where metafiles come from: the workspace, or a revision. */
public interface Source {

    /**
     * Returns the {@code *.dvc} and {@code dvc.yaml} files, in any order, without those that Git or .dvcignore ignores. May
     * have those inside tracked directories: they are data and are left out by the reader.
     */
    List<RelPath> metafiles() throws IOException;

    /** Returns a file's bytes; absent if there is none. Asked also for dvc.lock and params files. */
    Optional<byte[]> read(RelPath file) throws IOException;

    /** Returns how mappings stand in commands. */
    default Arguments arguments() {
        return Arguments.DEFAULT;
    }

    /** Tells whether a path is a directory; needed for recursive targets only. */
    default boolean isDirectory(RelPath path) throws IOException {
        return false;
    }
}
