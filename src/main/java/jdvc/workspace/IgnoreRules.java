package jdvc.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code .dvcignore} files say about the names in one directory (format spec 9.1). A value: walking down makes new
 * ones. A path is judged component by component from the top, so ask only about names in a directory that is not ignored
 * itself. Safe for use by many threads.
 *
 * <p>{@code .git}, {@code .hg/} and {@code .dvc/} are ignored whatever the files say: DVC lets {@code !*} bring them back.
 */
public final class IgnoreRules {

    private static final Group BUILT_IN = new Group(2, true, true); // .hg/ .git/ | .git | .dvc/

    private final @Nullable IgnoreRules parent;
    private final String name;
    private final List<Live> rules;
    private final Group last;

    /**
     * A rule that decided.
     *
     * @param text {@code FILE:LINE:PATTERN}; FILE and LINE are empty ({@code :.git/}) for a built-in one
     * @param ignores whether it ignores or un-ignores
     */
    public record Rule(String text, boolean ignores) {}

    /** A rule that may still match below a directory, and what its automaton has read so far. */
    private record Live(IgnoreLines.Line line, Group group, long[] state) {

        Live matchingAll() {
            var all = IgnorePattern.all();
            return new Live(new IgnoreLines.Line(all, line.text()), group, all.start());
        }
    }

    /** Neighbours that DVC joins into one expression; of them the first that matches is the one it names. */
    private record Group(int number, boolean ignores, boolean directoriesOnly) {

        Group with(IgnorePattern next) {
            boolean same = ignores && next.ignores() && directoriesOnly == next.directoriesOnly();
            return same ? this : new Group(number + 1, next.ignores(), next.directoriesOnly());
        }
    }

    private IgnoreRules(@Nullable IgnoreRules parent, String name, List<Live> rules, Group last) {
        this.parent = parent;
        this.name = name;
        this.rules = rules;
        this.last = last;
    }

    /**
     * Returns the rules of the project's root.
     *
     * @param dvcignore content of the {@code .dvcignore} there; null if there is none
     * @throws jdvc.JdvcException of kind BADMETA, naming file and line, if a pattern is not valid
     */
    public static IgnoreRules root(byte @Nullable [] dvcignore) {
        return new IgnoreRules(null, "", List.of(), BUILT_IN).with(dvcignore);
    }

    /**
     * Returns the rules of a directory of this one.
     *
     * @param dvcignore content of the {@code .dvcignore} in it, null if there is none; has no effect if ignored itself
     * @throws jdvc.JdvcException as for {@link #root}
     */
    public IgnoreRules enter(String directory, byte @Nullable [] dvcignore) {
        var live = new ArrayList<Live>(rules.size());
        for (var rule : rules) keepAlive(live, rule, directory + "/");
        return new IgnoreRules(this, directory, live, last).with(dvcignore);
    }

    private static void keepAlive(List<Live> live, Live rule, String more) {
        var state = rule.line.pattern().after(rule.state, more);
        if (state != null) live.add(new Live(rule.line, rule.group, state));
    }

    private IgnoreRules with(byte @Nullable [] dvcignore) {
        if (dvcignore == null || ignoresFile(".dvcignore")) return this;
        var lines = IgnoreLines.parse(dvcignore, path());
        var live = new ArrayList<>(rules);
        var group = appendTo(live, lines, path());
        var all = parent == null ? null : ignoringItself(parent, lines);
        if (all == null) return new IgnoreRules(parent, name, live, group);
        return new IgnoreRules(parent, name, List.of(all.matchingAll()), group);
    }

    private Group appendTo(List<Live> live, List<IgnoreLines.Line> lines, String directory) {
        var group = last;
        for (var line : lines) {
            group = group.with(line.pattern());
            var rule = new Live(line, group, line.pattern().start());
            keepAlive(live, rule, directory.isEmpty() ? "" : directory + "/");
        }
        return group;
    }

    /**
     * Returns the line by which a file ignores the directory that it lies in, as {@code **} does. DVC asks only below that
     * directory, too late to leave it out, but then finds all in it ignored.
     */
    private @Nullable Live ignoringItself(IgnoreRules above, List<IgnoreLines.Line> lines) {
        var live = new ArrayList<Live>();
        appendTo(live, lines, above.path());
        var deciding = new IgnoreRules(above, name, live, last).deciding(name, true);
        return deciding != null && deciding.group.ignores ? deciding : null;
    }

    private String path() {
        if (parent == null) return "";
        String above = parent.path();
        return above.isEmpty() ? name : above + "/" + name;
    }

    /** Tells whether a name that is not a directory is ignored. */
    public boolean ignoresFile(String file) {
        return file.equals(".git") || ignores(file, null);
    }

    /** Tells whether a directory is ignored. That of a nested project (it holds {@code .dvc}) is so for another reason. */
    public boolean ignoresDirectory(String directory) {
        return builtIn(directory, true) != null || !rules.isEmpty() && ignores(directory, directory + "/");
    }

    private boolean ignores(String plain, @Nullable String slashed) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            var rule = rules.get(i);
            var pattern = rule.line.pattern();
            if (slashed == null && pattern.directoriesOnly()) continue;
            if (pattern.matches(rule.state, plain) || slashed != null && pattern.matches(rule.state, slashed)) {
                return pattern.ignores();
            }
        }
        return false;
    }

    /** Returns the rule that decides, also one that un-ignores; absent if none matches. */
    public Optional<Rule> explain(String file, boolean directory) {
        var deciding = deciding(file, directory);
        var builtIn = builtIn(file, directory);
        if (deciding == null) return Optional.ofNullable(builtIn).map(text -> new Rule(text, true));
        boolean later = deciding.group.ignores && deciding.group.number > BUILT_IN.number;
        return Optional.of(builtIn == null || later ? rule(deciding) : new Rule(builtIn, true));
    }

    private @Nullable Live deciding(String plain, boolean directory) {
        for (int end = rules.size(); end > 0; ) {
            int start = end - 1;
            while (start > 0 && rules.get(start - 1).group == rules.get(end - 1).group) start--;
            var group = rules.subList(start, end);
            if (directory || !group.get(0).line.pattern().directoriesOnly()) {
                var first = first(group, plain);
                if (first == null && directory) first = first(group, plain + "/");
                if (first != null) return first;
            }
            end = start;
        }
        return null;
    }

    private static @Nullable Live first(List<Live> group, String text) {
        for (var rule : group) if (rule.line.pattern().matches(rule.state, text)) return rule;
        return null;
    }

    private static Rule rule(Live live) {
        return new Rule(live.line.text(), live.group.ignores);
    }

    private static @Nullable String builtIn(String file, boolean directory) {
        if (file.isEmpty() || file.charAt(0) != '.') return null;
        if (file.equals(".git")) return ":.git";
        if (directory && file.equals(".dvc")) return ":.dvc/";
        return directory && file.equals(".hg") ? ":.hg/" : null;
    }
}
