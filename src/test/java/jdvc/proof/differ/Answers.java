package jdvc.proof.differ;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdvc.Json;
import jdvc.command.Words;
import jdvc.proof.Outcome;

/** What a program printed, without that which DVC itself leaves open. */
final class Answers {

    /** A change list: DVC expands the tab behind the letter to the eighth column. */
    private static final Pattern CHANGE = Pattern.compile("^([MAD])(\t| {7})", Pattern.MULTILINE);

    /** The files of {@code git add} in the hint come in the order of a set, and count as a shell reads them. */
    private static final Pattern HINT = Pattern.compile("^\tgit add (.*)$", Pattern.MULTILINE);

    /** Verbs whose lists have no order in DVC: that of a file system's directories, of sets, of threads. */
    private static final List<String> WITHOUT_ORDER = List.of("status", "data", "du");

    private Answers() {}

    /** Returns stdout as it is compared. */
    static String of(Step step, World world, Outcome outcome) {
        var text = CHANGE.matcher(world.placeless(outcome.out())).replaceAll("$1\t");
        text = HINT.matcher(text).replaceAll(m -> "\tgit add " + words(m.group(1)));
        if (!WITHOUT_ORDER.contains(step.verb())) return text;
        return text.startsWith("{") ? sortedJson(text) : sorted(text, "\n");
    }

    private static String words(String line) {
        var words = Words.split(line).texts();
        words.sort(null);
        return Matcher.quoteReplacement(String.join(" ", words));
    }

    private static String sorted(String text, String separator) {
        var parts = text.split(separator, -1);
        Arrays.sort(parts);
        return String.join(separator, parts);
    }

    private static String sortedJson(String text) {
        try {
            return Json.format(sorted(Json.parse(text.strip()))) + "\n";
        } catch (Json.BadJsonException e) {
            return text;
        }
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), sorted(each)));
            return sorted;
        }
        if (!(value instanceof List<?> list)) return value;
        var sorted = new ArrayList<Object>();
        for (var each : list) sorted.add(sorted(each));
        sorted.sort((a, b) -> Json.format(a).compareTo(Json.format(b)));
        return sorted;
    }
}
