package jdvc.cli;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.command.Common;
import jdvc.command.Opt;
import jdvc.command.Verb;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/dvc-parity.md}: DVC's verbs and options, and what the command model has of them. */
final class ParityTable {

    private static final Path OPTIONS_OF_DVC = Path.of("src/test/resources/dvc-options.txt");

    /** Where jdvc does more than DVC, by the line of DVC's list. */
    private static final Map<String, String> BETTER = Map.ofEntries(
            entry("add", "all targets are looked at before the first is saved"),
            entry(
                    "cache migrate\t--dvc-files",
                    "what is not in the workspace comes from the cache or stays, where DVC writes files that it cannot read"),
            entry("checkout", "places what is complete, and never takes away what is saved nowhere"),
            entry("commit", "of a directory only the part that is named changes in the metafile"),
            entry("destroy", "says first what neither the workspace nor a remote has"),
            entry("fetch", "fails if an object is nowhere"),
            entry("pull", "places what is complete, and fails if an object is nowhere"),
            entry("push", "fails if an object is nowhere; a directory's listing is sent after all its files"),
            entry("remote rename", "nothing is written that no command could read"),
            entry("remove", "what it keeps, no later checkout takes away"),
            entry("status\t-c --cloud", "outputs with a remote of their own are asked for too"),
            entry("unprotect", "a path that is not there is an error like others"));

    /** What jdvc takes and then does not do, and says so. */
    private static final Map<String, String> REFUSED = Map.of(
            "import-url\t--version-aware", "jdvc keeps versions in its cache; those that a bucket keeps are DVC's");

    private final StringBuilder rows = new StringBuilder();
    private final Map<String, Integer> totals = new TreeMap<>();

    static String text() throws IOException {
        var table = new ParityTable();
        for (var line : Files.readAllLines(OPTIONS_OF_DVC)) {
            if (!line.startsWith("#")) table.add(line);
        }
        return table.page();
    }

    private String page() {
        return """
                # What jdvc has of DVC's command line

                Made by `dev/generated` from the verbs of jdvc and the list that DVC's own parser gives
                (`src/test/resources/dvc-options.txt`). `same`: jdvc takes it; how far tests and `dev/differ` hold it against DVC, this table does not know.
                `better`: the same, and what is said there. `refused`: accepted, and answered by a line that says why it is not done. `missing`: a usage error today.
                Verbs that run pipelines and experiments are not in the list: jdvc leaves them to DVC.

                Totals: %s.

                | command | option | |
                |---|---|---|
                """.formatted(totals()) + rows;
    }

    private String totals() {
        return String.join(
                ", ",
                totals.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .toList());
    }

    private void add(String line) {
        var parts = line.split("\t", 2);
        var verb = find(parts[0]);
        var option = parts.length > 1 ? parts[1] : "";
        boolean there = verb.isPresent() && (option.isEmpty() || has(verb.get(), option));
        var better = there ? BETTER.get(line) : null;
        var refused = there ? REFUSED.get(line) : null;
        var state = !there ? "missing" : refused != null ? "refused" : better == null ? "same" : "better";
        totals.merge(state, 1, Integer::sum);
        var shown = option.isEmpty() ? "" : "`" + option + "`";
        rows.append("| `%s` | %s | %s |%n".formatted(parts[0], shown, state + reason(better, refused)));
    }

    private static String reason(@Nullable String better, @Nullable String refused) {
        var why = better == null ? refused : better;
        return why == null ? "" : ": " + why;
    }

    private static Optional<Verb<Session>> find(String words) {
        var verbs = Verbs.all();
        Optional<Verb<Session>> found = Optional.empty();
        for (var word : words.split(" ")) {
            found = verbs.stream().filter(v -> v.answersTo(word)).findFirst();
            if (found.isEmpty()) return found;
            verbs = found.get().verbs();
        }
        return found;
    }

    /** Tells whether the verb has the option under all the names that DVC has for it. */
    private static boolean has(Verb<Session> verb, String option) {
        for (var name : option.split(" ")) if (!isNamed(verb, name)) return false;
        return true;
    }

    private static boolean isNamed(Verb<Session> verb, String name) {
        for (var all : List.of(verb.options(), Common.ANYWHERE)) {
            for (Opt opt : all) {
                if (name.equals("--" + opt.name())) return true;
                if (opt.letter().isPresent() && name.equals("-" + opt.letter().get())) return true;
            }
        }
        return false;
    }
}
