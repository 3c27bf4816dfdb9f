package jdvc.proof.differ;

import java.util.List;
import java.util.Optional;
import jdvc.proof.differ.Difference.What;

/**
 * Something that jdvc does otherwise than DVC on purpose.
 *
 * @param name where it is decided
 * @param why in one sentence
 */
record Deviation(String name, String why, Rule rule) {

    /** Tells whether a deviation is the reason of a difference. */
    @FunctionalInterface
    interface Rule {
        boolean explains(Moment moment, Difference difference);
    }

    /** Nothing that is not here is let pass. */
    private static final List<Deviation> DECLARED = List.of(
            new Deviation(
                    "commands 1.1",
                    "the help that comes with a usage error is our own",
                    (m, d) -> d.what() == What.ANSWER && m.exits(254, 254)),
            new Deviation(
                    "commands 3.1",
                    "what to do next after init is free text",
                    (m, d) -> d.what() == What.ANSWER
                            && m.step().verb().equals("init")
                            && beforeNext(d.expected()).equals(beforeNext(d.actual()))),
            new Deviation(
                    "commands 4.5",
                    "unprotect of a path that is not there is an error like others",
                    (m, d) -> d.what() == What.EXIT
                            && m.step().verb().equals("unprotect")
                            && m.exits(255, 1)
                            && m.theirs().err().contains("non-existing")),
            new Deviation(
                    "commands 5.3",
                    "a remote that is not configured is an error also where nothing is tracked",
                    (m, d) -> !d.what().lasts()
                            && m.exits(0, 1)
                            && m.ours().err().contains("remote 'nope' doesn't exist")),
            new Deviation(
                    "commands 6.1",
                    "what to read where nothing is tracked is free text",
                    (m, d) -> d.what() == What.ANSWER
                            && d.expected().contains("There are no data or pipelines tracked")
                            && d.actual().contains("There are no data or pipelines tracked")),
            new Deviation(
                    "commands 6.2",
                    "`status -r` is printed as `status -c -r`, each line behind a tab",
                    (m, d) -> d.what() == What.ANSWER
                            && m.step().verb().equals("status")
                            && m.step().has("-r")
                            && !m.step().has("-c")
                            && strippedLines(d.expected()).equals(strippedLines(d.actual()))),
            new Deviation(
                    "commands 6.4",
                    "a target of `diff` that is tracked in neither revision is an error like others",
                    (m, d) -> d.what() == What.EXIT
                            && m.step().verb().equals("diff")
                            && m.step().has("--targets")
                            && m.exits(255, 1)
                            && m.theirs().err().contains("No such file or directory")
                            && m.ours().err().contains("is tracked in neither")),
            new Deviation(
                    "safety 2.2",
                    "an object that is neither here nor on the remote fails a transfer",
                    (m, d) -> !d.what().lasts()
                            && m.exits(0, 1)
                            && m.ours().err().contains("neither in the cache nor on the remote")),
            new Deviation(
                    "safety 6.2, empty",
                    "a dvc.yaml of no bytes is an error, and nothing is done",
                    (m, d) -> m.ours().exit() != 0
                            && m.ours().err().contains("'dvc.yaml' is empty")
                            && (!d.what().lasts() || m.isKept(d))),
            new Deviation(
                    "safety 6.2, gone",
                    "what lost its metafile by `remove` or by hand is not taken away by a later checkout (DEV-4, too)",
                    Deviation::isForsaken),
            new Deviation(
                    "DEV-4",
                    "what was added inside a tracked directory is not taken away, to be placed again, by a later checkout",
                    (m, d) -> d.what() == What.ANSWER
                            && m.places()
                            && !m.onlyTheirDeletions().isEmpty()
                            && m.onlyTheirDeletions().stream()
                                    .allMatch(path ->
                                            path.contains("/") && m.past().has("dvc add", path))
                            && Moment.differInChangesOnly(d, m.onlyTheirDeletions())),
            new Deviation(
                    "DEV-5, DEV-14 and decisions, pull",
                    "a checkout that fails places what is complete, and takes nothing away",
                    Deviation::isPartial),
            new Deviation(
                    "decisions, executables",
                    "an executable output is a copy where links are wanted",
                    (m, d) -> d.what() == What.CACHE && isUnmarked(d) || d.what() == What.WORKSPACE && isCopied(d)),
            new Deviation(
                    "move's hint",
                    "a .dvc file that Git never had is not named for `git add`, which would fail",
                    (m, d) -> d.what() == What.ANSWER
                            && m.step().verb().equals("move")
                            && withoutHint(d.expected()).equals(withoutHint(d.actual()))),
            new Deviation(
                    "format, differences",
                    "add looks at all its targets before it saves the first",
                    (m, d) -> m.step().verb().equals("add")
                            && m.exits(1, 1)
                            && m.step().words().size() > 2
                            && (d.what().lasts() ? m.isKept(d) : d.actual().isEmpty())),
            new Deviation(
                    "safety 13.4",
                    "what DVC itself calls an unexpected error is answered",
                    (m, d) -> !d.what().lasts()
                            && m.exits(255, 0)
                            && m.theirs().err().contains("unexpected error")));

    private static boolean isForsaken(Moment m, Difference d) {
        var gone = m.onlyTheirDeletions();
        if (!m.places() || gone.isEmpty()) return false;
        for (var path : gone) {
            var metafile = path + ".dvc";
            boolean byHand = m.past().has("rm -f", metafile) || m.past().has("dvc remove", metafile);
            if (!byHand || m.past().state().containsKey("repo/" + metafile)) return false;
        }
        return switch (d.what()) {
            case ANSWER -> Moment.differInChangesOnly(d, gone);
            case WORKSPACE ->
                d.expected().isEmpty()
                        && m.isKept(d)
                        && gone.stream().anyMatch(p -> Moment.isWithin(d.where().substring("repo/".length()), p));
            case GIT -> m.workspaceDiffers();
            case EXIT, ERROR, METAFILE, CACHE, REMOTE, HOME -> false;
        };
    }

    private static boolean isPartial(Moment m, Difference d) {
        if (!m.places() || m.theirs().exit() == 0 || m.ours().exit() == 0) return false;
        return switch (d.what()) {
            case ANSWER -> Moment.differInChangesOnly(d, m.differingPaths());
            case WORKSPACE -> m.isKept(d) || m.isPlaced(d);
            case GIT -> m.workspaceDiffers();
            case EXIT, ERROR, METAFILE, CACHE, REMOTE, HOME -> false;
        };
    }

    /** DVC marks the object as executable. */
    private static boolean isUnmarked(Difference d) {
        var object = d.expected().split(" 544 ", 2);
        return object.length == 2 && d.actual().equals("file 444 " + object[1]);
    }

    /** DVC's is a link to an object that it marked, or one of its names. */
    private static boolean isCopied(Difference d) {
        var file = d.actual().split(" ");
        boolean ours = file.length == 4 && file[0].equals("file") && file[1].startsWith("7");
        if (!ours) return false;
        if (d.expected().equals("hard 544 " + file[2] + " " + file[3])) return true;
        return d.expected().startsWith("link ") && d.expected().replace("/", "").endsWith(file[2]);
    }

    private static List<String> strippedLines(String text) {
        return text.lines().map(String::strip).sorted().toList();
    }

    private static String beforeNext(String text) {
        int at = text.indexOf("What's next?");
        return at < 0 ? text : text.substring(0, at);
    }

    private static String withoutHint(String text) {
        return text.replaceAll("\tgit add .*", "");
    }

    static Optional<Deviation> of(Moment moment, Difference difference) {
        for (var each : DECLARED) if (each.rule.explains(moment, difference)) return Optional.of(each);
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name + ": " + why;
    }
}
