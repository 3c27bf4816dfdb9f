package jdvc.repo;

import java.util.Map;
import jdvc.config.Trust;
import jdvc.git.Mirror;

/**
 * A place outside of any project, as a command names it.
 *
 * @param url a path, {@code s3://…}, or {@code remote://NAME/path}
 * @param options of a remote that count there
 * @param by whose word the options are
 */
public record FromUrl(String url, Map<String, String> options, Trust by) {

    /** What the user typed. */
    public FromUrl(String url, Map<String, String> options) {
        this(url, options, Trust.USER);
    }

    /** Returns the URL without the password that may be in it. */
    public String shown() {
        return Mirror.shown(url);
    }
}
