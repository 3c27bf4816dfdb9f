package jdvc.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdvc.command.Candidate;

/** Picks the candidates that what is typed may stand for. */
public final class Matches {

    /** Ways to match, the strictest first: the first that finds something decides. */
    private enum Way {
        PREFIX,
        PREFIX_ANY_CASE,
        INSIDE,
        LETTERS_IN_ORDER
    }

    private Matches() {}

    /** Returns those that match, in their order. */
    public static List<Candidate> of(List<Candidate> candidates, String typed) {
        if (typed.isEmpty()) return candidates;
        String lower = typed.toLowerCase(Locale.ROOT);
        for (var way : Way.values()) {
            var found = new ArrayList<Candidate>();
            for (var each : candidates) if (matches(way, each.value(), typed, lower)) found.add(each);
            if (!found.isEmpty()) return found;
        }
        return List.of();
    }

    private static boolean matches(Way way, String value, String typed, String lower) {
        return switch (way) {
            case PREFIX -> value.startsWith(typed);
            case PREFIX_ANY_CASE -> value.regionMatches(true, 0, typed, 0, typed.length());
            case INSIDE -> value.toLowerCase(Locale.ROOT).contains(lower);
            case LETTERS_IN_ORDER -> inOrder(value.toLowerCase(Locale.ROOT), lower);
        };
    }

    private static boolean inOrder(String value, String letters) {
        int at = -1;
        for (int i = 0; i < letters.length(); i++) {
            at = value.indexOf(letters.charAt(i), at + 1);
            if (at < 0) return false;
        }
        return true;
    }
}
