package jdvc.command;

import java.util.List;
import java.util.Optional;

/**
 * The options that every verb understands.
 *
 * @param help show help and do nothing
 * @param version show the version and do nothing; only before the verb
 * @param quiet say nothing but errors
 * @param verbose how often {@code -v} was given
 * @param waitForLock wait for the repository's lock without limit; only before the verb
 * @param cd the directory to change to first; only before the verb
 */
public record Common(
        boolean help, boolean version, boolean quiet, int verbose, boolean waitForLock, Optional<String> cd) {

    public static final Opt HELP = Opt.flag("help", 'h', "Show this help and exit");
    public static final Opt QUIET = Opt.flag("quiet", 'q', "Say nothing, only exit");
    public static final Opt VERBOSE = Opt.flag("verbose", 'v', "Say more; twice for even more");
    public static final Opt VERSION = Opt.flag("version", 'V', "Show the version and exit");
    public static final Opt CD = Opt.value("cd", "<path>", "Change to this directory first", Values.DIRECTORY);
    public static final Opt WAIT_FOR_LOCK =
            Opt.flag("wait-for-lock", "Wait for the repository's lock as long as it takes");

    public static final Opt PLAIN =
            Opt.flag("plain", "For screen readers: ASCII, no columns, no line drawn again; only before the verb");

    /** The options that may stand after any verb. */
    public static final List<Opt> ANYWHERE = List.of(HELP, QUIET, VERBOSE);

    /** The options that may stand before the verb. */
    public static final List<Opt> BEFORE = List.of(HELP, QUIET, VERBOSE, VERSION, CD, WAIT_FOR_LOCK, PLAIN);

    /** DVC's switches for its own developers: accepted anywhere, without effect. */
    static final List<Opt> IGNORED = List.of(
            Opt.flag("pdb", "").asHidden(),
            Opt.flag("show-stack", "").asHidden(),
            Opt.flag("cprofile", "").asHidden(),
            Opt.value("cprofile-dump", "<file>", "", Values.FILE).asHidden(),
            Opt.flag("yappi", "").asHidden(),
            Opt.flag("yappi-separate-threads", "").asHidden(),
            Opt.flag("viztracer", "").asHidden(),
            Opt.value("viztracer-depth", "<n>", "", Values.NUMBER).asHidden(),
            Opt.flag("viztracer-async", "").asHidden(),
            Opt.flag("instrument", "").asHidden(),
            Opt.flag("instrument-open", "").asHidden());

    /** Tells whether {@code -q} and {@code -v} were both given, which ends with exit 2. */
    public boolean contradictory() {
        return quiet && verbose > 0;
    }
}
