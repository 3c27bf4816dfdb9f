package jdvc;

import java.util.Optional;

/** Finds what was probably meant. */
public final class Nearest {

    /** Fewer letters are the beginning of too much. */
    private static final int LEAST_BEGINNING = 3;

    private Nearest() {}

    /**
     * Returns the known word with the fewest slips (a letter more, less or other, or two swapped) to {@code word};
     * otherwise one that goes on from {@code word}; absent if the slips are more than a third of its letters and nothing
     * goes on from it. The first of equals wins.
     */
    public static Optional<String> to(String word, Iterable<String> known) {
        int best = Math.min(Math.max(1, word.length() / 3) + 1, word.length()); // one letter for another says nothing
        String nearest = null;
        String longer = null;
        for (var each : known) {
            if (longer == null && word.length() >= LEAST_BEGINNING && each.startsWith(word)) longer = each;
            if (Math.abs(each.length() - word.length()) >= best) continue;
            int slips = slips(word, each);
            if (slips < best) {
                best = slips;
                nearest = each;
            }
        }
        return Optional.ofNullable(nearest != null ? nearest : longer);
    }

    /** Returns a failure over {@code word} with the hint of what was probably meant; with its own hint if nothing was. */
    public static JdvcException hint(JdvcException failure, String word, Iterable<String> known) {
        return to(word, known)
                .map(meant -> failure.hint("did you mean `%s`?", meant))
                .orElse(failure);
    }

    /** Damerau's distance in its restricted form: no letter moves twice. */
    private static int slips(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) last[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + other);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
