package jdvc.proof.differ;

import java.util.List;
import java.util.Optional;
import jdvc.command.Words;

/**
 * A line of a sequence: {@code dvc WORDS…} is run by the program that is judged and by the judge, {@code dvc2 WORDS…} by
 * DVC 2 in both worlds, and any other by sh in both.
 */
record Step(String line) {

    private static final List<String> WITH_VALUE = List.of("--cd");

    boolean isJudged() {
        return line.startsWith("dvc ");
    }

    boolean isForDvc2() {
        return line.startsWith("dvc2 ");
    }

    /** Returns what is behind the program's name. */
    List<String> words() {
        return Words.split(line.substring(line.indexOf(' ') + 1)).texts();
    }

    /** Returns the verb, also where a global option stands before it. */
    String verb() {
        var words = words();
        for (int i = 0; i < words.size(); i++) {
            if (WITH_VALUE.contains(words.get(i))) i++;
            else if (!words.get(i).startsWith("-")) return words.get(i);
        }
        return "";
    }

    boolean has(String... options) {
        var words = words();
        for (var each : options) if (words.contains(each)) return true;
        return false;
    }

    /** Returns the word behind an option. */
    Optional<String> value(String option) {
        int at = words().indexOf(option);
        return at < 0 || at + 1 == words().size() ? Optional.empty() : Optional.of(words().get(at + 1));
    }
}
