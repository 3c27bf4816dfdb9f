package jdvc.proof.differ;

import java.util.List;

/**
 * One thing in which the program differs from DVC after a step.
 *
 * @param expected DVC's, empty if it has no such thing
 * @param actual the judged program's
 */
record Difference(What what, String where, String expected, String actual) {

    private static final int SHORT = 8;

    enum What {
        EXIT,
        /** What is on stdout. */
        ANSWER,
        /** Whether something on stderr is called an error. */
        ERROR,
        /** What is in the workspace, but for metafiles. */
        WORKSPACE,
        METAFILE,
        CACHE,
        REMOTE,
        /** What {@code git status} says. */
        GIT,
        /** The user's own settings. */
        HOME;

        /** Tells what kind of thing lies at a path of a world. */
        static What at(String path) {
            if (path.equals("git status")) return GIT;
            if (path.startsWith("remote")) return REMOTE;
            if (path.startsWith("repo/.dvc/cache") || path.startsWith("cache")) return CACHE;
            if (path.startsWith("home")) return HOME;
            return isMetafile(path) ? METAFILE : WORKSPACE;
        }

        private static boolean isMetafile(String path) {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return path.startsWith("repo/.dvc/")
                    || name.endsWith(".dvc")
                    || name.equals("dvc.yaml")
                    || name.equals("dvc.lock")
                    || name.endsWith("ignore");
        }

        /** Tells whether it lasts, so that what follows it differs too. */
        boolean lasts() {
            return this != EXIT && this != ANSWER && this != ERROR;
        }
    }

    @Override
    public String toString() {
        return what + " " + where + "\n" + marked(expected, actual, "  dvc  | ")
                + marked(actual, expected, "  jdvc | ");
    }

    /** Returns a text's lines, of a long one those that the other does not have. */
    private static String marked(String text, String other, String mark) {
        var lines = text.lines().toList();
        var others = lines.size() > SHORT ? other.lines().toList() : List.of();
        var marked = new StringBuilder();
        for (var line : lines) {
            if (!others.contains(line)) marked.append(mark).append(line).append('\n');
        }
        return marked.toString();
    }
}
