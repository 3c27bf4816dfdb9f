package jdvc.disk;

/** Why it is right to delete a file (safety 6.1): there is no deletion without one. */
public sealed interface Proof {

    /** The same bytes are in the cache under this name, and we hashed them. */
    record CachedAndVerified(String oid) implements Proof {}

    /** We made it in this operation, or it lies in an expired temporary area of ours. */
    record OwnTemp() implements Proof {}

    /** The user asked, with force, for the removal of exactly this. */
    record UserForced(String path) implements Proof {}

    /** An object of a store that nothing uses which the user wants to keep, and that the user let go. */
    record Unused(String oid) implements Proof {}

    /** A copy, or the thing itself, is in the trash. */
    record TrashedFirst() implements Proof {}

    /** A metafile from which the user's request took the last entry: there is nothing in it. */
    record Emptied() implements Proof {}

    /** A directory goes only if it is empty. */
    record EmptyDirectory() implements Proof {}
}
