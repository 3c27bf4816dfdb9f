package jdvc.proof.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdvc.command.Words;
import jdvc.proof.Outcome;
import jdvc.proof.differ.Difference.What;

/** A step behind which something differs. */
record Moment(Step step, Outcome theirs, Outcome ours, List<Difference> all, Past past) {

    /** What checkout and pull say at their end; a consequence of what they list before. */
    private static final Pattern TALLY = Pattern.compile("Everything is up to date\\.|No changes\\.|\\d+ files? .*");

    private static final String CHANGE = "[MAD]\t.*";

    /**
     * How it came to the step.
     *
     * @param lines what was played, the step's own the last
     * @param state of DVC's world before the step, and of the other's, in which nothing differed yet
     */
    record Past(List<String> lines, Map<String, String> state) {

        /** Tells whether some line of the program, such as {@code dvc add}, has a word. */
        boolean has(String program, String word) {
            return lines.stream()
                    .anyMatch(
                            l -> l.startsWith(program) && Words.split(l).texts().contains(word));
        }
    }

    boolean exits(int theirExit, int ourExit) {
        return theirs.exit() == theirExit && ours.exit() == ourExit;
    }

    boolean places() {
        return List.of("checkout", "pull").contains(step.verb());
    }

    /** Tells whether jdvc left something as it was before the step. */
    boolean isKept(Difference difference) {
        return difference.actual().equals(past.state.getOrDefault(difference.where(), ""));
    }

    /**
     * Tells whether jdvc placed what a metafile or a listing names, and DVC has what was there before or nothing; a
     * directory is placed with what lies in it.
     */
    boolean isPlaced(Difference difference) {
        boolean theirsIsOld = difference.expected().isEmpty()
                || difference.expected().equals(past.state.getOrDefault(difference.where(), ""));
        if (!theirsIsOld) return false;
        var words = difference.actual().split(" ");
        if (words[0].equals("directory")) return differsBelow(difference.where());
        return words.length > 2 && past.state.values().stream().anyMatch(text -> text.contains(words[2]));
    }

    private boolean differsBelow(String directory) {
        return all.stream()
                .anyMatch(d -> d.what() == What.WORKSPACE
                        && d.where().startsWith(directory + "/")
                        && !d.actual().startsWith("directory"));
    }

    /** What Git says of the workspace differs where that does. */
    boolean workspaceDiffers() {
        return all.stream().anyMatch(d -> d.what() == What.WORKSPACE);
    }

    /** Returns the paths that only DVC says it deleted. */
    Set<String> onlyTheirDeletions() {
        var paths = new TreeSet<String>();
        for (var each : all) {
            if (each.what() != What.ANSWER) continue;
            for (var line : onlyIn(each.expected(), each.actual())) if (line.startsWith("D\t")) paths.add(path(line));
        }
        return paths;
    }

    /** Tells whether two answers are one but for changes of these paths, of what is around or in them, and the tally. */
    static boolean differInChangesOnly(Difference answer, Set<String> paths) {
        var lines = onlyIn(answer.expected(), answer.actual());
        lines.addAll(onlyIn(answer.actual(), answer.expected()));
        for (var line : lines) {
            if (TALLY.matcher(line).matches()) continue;
            if (!line.matches(CHANGE) || paths.stream().noneMatch(p -> touches(p, path(line)))) return false;
        }
        return true;
    }

    /** Returns the paths from the project's root at which the workspaces differ. */
    Set<String> differingPaths() {
        var paths = new TreeSet<String>();
        for (var each : all) {
            if (each.what() == What.WORKSPACE) paths.add(each.where().substring("repo/".length()));
        }
        return paths;
    }

    static boolean touches(String one, String other) {
        return isWithin(one, other) || isWithin(other, one);
    }

    static boolean isWithin(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory + "/");
    }

    private static String path(String change) {
        var path = change.substring(2);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static List<String> onlyIn(String text, String other) {
        var lines = new ArrayList<>(text.lines().toList());
        lines.removeAll(other.lines().toList());
        return lines;
    }
}
