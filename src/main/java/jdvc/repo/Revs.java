package jdvc.repo;

import java.io.IOException;
import jdvc.JdvcException;
import jdvc.git.History;

/** Which revisions' metafiles are looked at, besides the workspace's. */
public record Revs(boolean branches, boolean tags, boolean commits) {

    /** The workspace alone. */
    public static final Revs WORKSPACE = new Revs(false, false, false);

    /** Tells whether any revision is looked at. */
    public boolean any() {
        return branches || tags || commits;
    }

    /**
     * Returns the commit that a revision names.
     *
     * @throws JdvcException of kind USER if it names none
     */
    static String commit(History history, String rev) throws IOException {
        return history.resolve(rev).orElseThrow(() -> unknown(rev));
    }

    /** Returns the failure for a revision that names no commit. */
    static JdvcException unknown(String rev) {
        return JdvcException.user("unknown Git revision '%s'", rev);
    }

    /** Returns the failure where revisions are asked for and Git is not there. */
    static JdvcException noGit() {
        return JdvcException.user("revisions are only for projects in Git");
    }
}
