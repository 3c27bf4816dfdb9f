package jdvc.repo;

import java.util.Map;
import jdvc.git.Mirror;

/**
 * A place outside of any project, as a command names it.
 *
 * @param url a path, {@code s3://…}, or {@code remote://NAME/path}
 * @param options of a remote that count there
 */
public record FromUrl(String url, Map<String, String> options) {

    /** Returns the URL without the password that may be in it. */
    public String shown() {
        return Mirror.shown(url);
    }
}
