package jdvc.command;

/**
 * A word that may stand in a place.
 *
 * @param value the whole word, not quoted
 * @param description one line beside it; may be empty
 * @param group the heading that it stands under; may be empty
 * @param complete whether a blank may follow, as after a file and not after a directory
 */
public record Candidate(String value, String description, String group, boolean complete) {

    public static Candidate of(String value, String description) {
        return new Candidate(value, description, "", true);
    }

    /** Returns this candidate under a heading. */
    public Candidate under(String heading) {
        return new Candidate(value, description, heading, complete);
    }

    /** Returns this candidate as the beginning of a longer word. */
    public Candidate open() {
        return new Candidate(value, description, group, false);
    }
}
