package jdvc.repo;

/** Which revisions' metafiles are looked at, besides the workspace's. */
public record Revs(boolean branches, boolean tags, boolean commits) {

    /** The workspace alone. */
    public static final Revs WORKSPACE = new Revs(false, false, false);

    /** Tells whether any revision is looked at. */
    public boolean any() {
        return branches || tags || commits;
    }
}
