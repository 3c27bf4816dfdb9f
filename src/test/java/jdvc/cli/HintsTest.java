package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdvc.command.Verb;
import org.junit.jupiter.api.Test;

/** What a hint says can be typed: its verb is there, with its options. */
class HintsTest {

    private static final Pattern COMMAND = Pattern.compile("`jdvc ([^`\"]*)");

    /** DVC's verbs that hints may name before they are all here. */
    private static final Set<String> TO_COME = Set.of("list", "import-url", "update", "gc");

    private record Hint(String file, String words) {}

    private static List<Hint> hints() throws IOException {
        var hints = new ArrayList<Hint>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (var line : Files.readAllLines(file)) {
                    var found = COMMAND.matcher(line);
                    while (found.find())
                        hints.add(new Hint(
                                file.getFileName().toString(), found.group(1).strip()));
                }
            }
        }
        return hints;
    }

    @Test
    void everyHintCanBeTyped() throws IOException {
        var wrong = new ArrayList<String>();
        var hints = hints();
        assertTrue(hints.size() > 30, "hints are found: " + hints.size());
        for (var hint : hints) problem(hint.words()).ifPresent(why -> wrong.add(hint + ": " + why));
        assertEquals(List.of(), wrong);
    }

    @Test
    void notices() {
        assertEquals(Optional.of("no verb 'pusch'"), problem("pusch"));
        assertEquals(Optional.of("no verb 'remote modfy'"), problem("remote modfy NAME"));
        assertEquals(Optional.of("no option '--nowhere'"), problem("remote check NAME --nowhere"));
        assertEquals(Optional.empty(), problem("remote add -d NAME URL"));
    }

    private static Optional<String> problem(String words) {
        var all = words.split(" +");
        if (all[0].isEmpty() || TO_COME.contains(all[0])) return Optional.empty(); // the verb itself is filled in
        var verb = find(Verbs.all(), all[0]);
        if (verb.isEmpty()) return Optional.of("no verb '" + all[0] + "'");
        int at = 1;
        if (!verb.get().verbs().isEmpty() && all.length > 1) {
            verb = find(verb.get().verbs(), all[1]);
            if (verb.isEmpty()) return Optional.of("no verb '" + all[0] + " " + all[1] + "'");
            at = 2;
        }
        for (; at < all.length; at++) {
            if (all[at].startsWith("-") && !knows(verb.get(), all[at]))
                return Optional.of("no option '" + all[at] + "'");
        }
        return Optional.empty();
    }

    private static Optional<Verb<Session>> find(List<Verb<Session>> verbs, String word) {
        return verbs.stream().filter(verb -> verb.answersTo(word)).findFirst();
    }

    private static boolean knows(Verb<Session> verb, String option) {
        if (option.equals("--help") || option.equals("-v")) return true;
        return verb.options().stream()
                .anyMatch(opt -> option.equals("--" + opt.name())
                        || opt.letter()
                                .filter(letter -> option.equals("-" + letter))
                                .isPresent());
    }
}
