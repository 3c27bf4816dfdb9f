package jdvc.command;

import java.util.List;

/**
 * What may stand in a place, so that it can be completed and highlighted.
 *
 * @param kind the sort of thing
 * @param choices all the possible words, if {@code kind} is CHOICE
 */
public record Values(Kind kind, List<String> choices) {

    /** The sorts of things; what they are now is for the front end to know. */
    public enum Kind {
        /** Anything: nothing completes. */
        TEXT,
        NUMBER,
        URL,
        /** A file or directory that may be tracked: changed ones first. */
        DATA,
        /** Any file or directory. */
        FILE,
        DIRECTORY,
        /** A tracked path, also inside a tracked directory, a metafile or a stage. */
        TRACKED,
        /** A tracked path, or PATH@REV. */
        TRACKED_AT_REV,
        /** A metafile or stage. */
        METAFILE,
        REMOTE,
        REV,
        CONFIG_KEY,
        /** A value of the config key that stands before. */
        CONFIG_VALUE,
        REMOTE_OPTION,
        /** The number of a background job. */
        JOB,
        VERB,
        CHOICE
    }

    public static final Values TEXT = new Values(Kind.TEXT);
    public static final Values NUMBER = new Values(Kind.NUMBER);
    public static final Values URL = new Values(Kind.URL);
    public static final Values DATA = new Values(Kind.DATA);
    public static final Values FILE = new Values(Kind.FILE);
    public static final Values DIRECTORY = new Values(Kind.DIRECTORY);
    public static final Values TRACKED = new Values(Kind.TRACKED);
    public static final Values TRACKED_AT_REV = new Values(Kind.TRACKED_AT_REV);
    public static final Values METAFILE = new Values(Kind.METAFILE);
    public static final Values REMOTE = new Values(Kind.REMOTE);
    public static final Values REV = new Values(Kind.REV);
    public static final Values CONFIG_KEY = new Values(Kind.CONFIG_KEY);
    public static final Values CONFIG_VALUE = new Values(Kind.CONFIG_VALUE);
    public static final Values REMOTE_OPTION = new Values(Kind.REMOTE_OPTION);
    public static final Values JOB = new Values(Kind.JOB);
    public static final Values VERB = new Values(Kind.VERB);

    public Values {
        choices = List.copyOf(choices);
    }

    private Values(Kind kind) {
        this(kind, List.of());
    }

    /** Returns a place for one of these words. */
    public static Values choice(String... words) {
        return new Values(Kind.CHOICE, List.of(words));
    }
}
