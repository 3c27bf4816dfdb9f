package jdvc.shell;

import java.util.List;
import java.util.Optional;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.command.Verb;
import jdvc.command.Words.Word;
import jdvc.ui.Styled;
import jdvc.ui.Ui;

/** What a shell is a shell for. */
public interface ShellHost<C> {

    /** Returns the verbs that can be typed. {@code help}, {@code history} and {@code exit} are added if missing. */
    List<Verb<C>> verbs();

    /** Returns the program's names, which may stand in front of a verb as outside of the shell; help shows the first. */
    List<String> programs();

    /** Returns what a line's words stand for: names that patterns match, a home; on the thread that runs them. */
    List<String> expanded(List<Word> words);

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

    /** Runs such a line and returns the exit code; the terminal is lent meanwhile, Ctrl-C reaches the program alone. */
    int runForeign(String line);

    /** Returns where the shell itself prints. */
    Ui ui();

    /** Returns the prompt in front of the mark, such as {@code jdvc main} and the counts. Must not wait. */
    List<Styled> prompt();

    /** Returns the title of the window; absent to leave it alone. */
    Optional<String> title();

    /**
     * Returns what may stand in a place besides what the model itself knows, likeliest first. The shell filters, and does
     * not wait longer than 50 ms: a late answer serves the next Tab in the same place.
     */
    List<Candidate> candidates(Place<C> place);

    /** Returns the natural next step after words that ended with {@code exit}. */
    Optional<String> next(List<String> words, int exit);

    /** Returns a line as the history may keep it: secrets left out; absent to forget it. */
    Optional<String> remembered(String line);

    /** Returns the stored history's text; empty if there is none or it cannot be read. */
    String loadHistory();

    /** Adds a line to what is stored, for this user alone (0600) and atomically; silent if it cannot be. */
    void addHistory(String line);
}
