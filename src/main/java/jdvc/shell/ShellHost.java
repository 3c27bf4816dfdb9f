package jdvc.shell;

import java.util.List;
import java.util.Optional;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.command.Verb;
import jdvc.ui.Styled;

/** What a shell is a shell for. */
public interface ShellHost<C> {

    /** Returns the verbs that can be typed, those of the shell ({@code help}, {@code history}, {@code exit}) left out. */
    List<Verb<C>> verbs();

    /**
     * Runs a line's words and returns the exit code; errors are told to the user here. Runs on a thread of its own,
     * one at a time, that is interrupted by Ctrl-C.
     */
    int run(List<String> words);

    /**
     * Tells whether a line is not for the model, such as one that begins with {@code !} or {@code git}: it is neither
     * split nor checked.
     */
    boolean isForeign(String line);

    /** Runs such a line and returns the exit code; on a thread as {@link #run}, with the terminal lent. */
    int runForeign(String line);

    /** Returns the prompt in front of the mark, such as {@code jdvc main} and the counts. Must not wait. */
    List<Styled> prompt();

    /** Returns the title of the window; absent to leave it alone. */
    Optional<String> title();

    /** Returns what may stand in a place, likeliest first; the shell filters. Abandoned after 50 ms. */
    List<Candidate> candidates(Place<C> place);

    /** Returns the natural next step after a line that ended with {@code exit}. */
    Optional<String> next(List<String> words, int exit);

    /** Returns a line as the history may keep it: secrets left out; absent to forget it. */
    Optional<String> remembered(String line);

    /** Returns the lines of the stored history, oldest first; none if there is none or it cannot be read. */
    List<String> loadHistory();

    /** Stores the history, oldest first, for this user alone (0600) and atomically; silent if it cannot be. */
    void saveHistory(List<String> lines);
}
