package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;

/**
 * Checks objects in the cache, on the remotes, or in both: that they are there, and that their bytes are those of their
 * names. What is wrong in a directory goes to its quarantine; on other remotes it stays until it is repaired.
 *
 * @param where which stores
 * @param choice of which outputs; everything in the cache counts, too, if it names none
 * @param options how it is done
 */
public record Fsck(Where where, Choice choice, Choice.Way way, Options options) {

    /** Which stores are checked. */
    public enum Where {
        CACHE,
        REMOTE,
        /** The cache first: what is right there can repair the remote. */
        BOTH;

        boolean hasCache() {
            return this != REMOTE;
        }

        boolean hasRemote() {
            return this != CACHE;
        }
    }

    /**
     * How it is done.
     *
     * @param repair copy what is wrong or missing from the other side, if it is right there
     * @param restart begin anew, whatever an interrupted check has done
     * @param subset whose bytes are read; whether they are there is asked of all
     */
    public record Options(boolean repair, boolean restart, Subset subset) {}

    /** What can be wrong with an object. */
    public enum Trouble {
        MISSING,
        DAMAGED,
        UNREADABLE
    }

    /**
     * The answer.
     *
     * @param ok whether nothing is wrong, or nothing any more
     * @param kept where damaged objects of the cache are kept, if there are any
     * @param unchecked outputs whose data is not known, and why
     */
    public record Report(
            boolean ok,
            List<Place> places,
            List<Problem> problems,
            Optional<String> kept,
            Map<String, String> unchecked) {}

    /**
     * A store that was checked.
     *
     * @param name {@code cache}, or the remote's
     * @param objects that had to be there, or are in the cache
     * @param read how many of them were read in this run
     */
    public record Place(String name, String location, long objects, long read, long bytes) {}

    /**
     * Something wrong.
     *
     * @param place {@code cache}, or the remote's name
     * @param name what users call the object; the md5 if no chosen output has it
     * @param repaired whether it is right now
     */
    public record Problem(String place, String md5, String name, Trouble trouble, boolean repaired) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var run = new FsckRun(repo, this, progress);
        if (where.hasCache()) run.checkCache();
        if (where.hasRemote()) run.checkRemotes();
        return run.report();
    }

    /** Returns the words by which an interrupted check of the same objects is known again. */
    String scope() {
        var words = new ArrayList<Object>(choice.targets());
        words.add(choice);
        words.add(way.revs());
        return words.toString();
    }
}
