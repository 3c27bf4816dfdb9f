package jdvc.repo;

import java.nio.file.Path;
import jdvc.JdvcException;

/** The failure to find a project, which has an exit code of its own. */
public final class NotAProject {

    private static final String WORDS = "you are not inside of a DVC project";

    private NotAProject() {}

    static JdvcException exception(Path searched) {
        return JdvcException.user("%s (searched from '%s' up to the mount point)", WORDS, searched)
                .hint("run `jdvc init` in the root of your Git repository");
    }

    /** Tells whether a failure is this one. */
    public static boolean is(JdvcException e) {
        return String.valueOf(e.getMessage()).startsWith(WORDS);
    }
}
