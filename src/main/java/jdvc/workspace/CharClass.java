package jdvc.workspace;

import java.util.Arrays;

/** A bracket expression: ranges of code points, or all others. It may hold {@code /}, as in DVC and unlike in Git. */
final class CharClass {

    private final boolean negated;
    private final int[] bounds; // low, high, low, high …

    private CharClass(boolean negated, int[] bounds) {
        this.negated = negated;
        this.bounds = bounds;
    }

    /**
     * Parses what stands between the brackets. A backslash is a character like any other here, and so is {@code ]} in
     * the first place.
     *
     * @param text such as {@code !a-z_}
     * @throws BadPatternException if a range runs backwards
     */
    static CharClass parse(String text) throws BadPatternException {
        boolean negated = text.startsWith("!") || text.startsWith("^");
        int[] points = text.substring(negated ? 1 : 0).codePoints().toArray();
        var bounds = new int[points.length * 2];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            boolean range = i + 2 < points.length && points[i + 1] == '-';
            int high = range ? points[i + 2] : points[i];
            if (high < points[i]) throw new BadPatternException("the range '" + text + "' runs backwards");
            bounds[count++] = points[i];
            bounds[count++] = high;
            if (range) i += 2;
        }
        return new CharClass(negated, Arrays.copyOf(bounds, count));
    }

    boolean contains(int c) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (c >= bounds[i] && c <= bounds[i + 1]) return !negated;
        }
        return negated;
    }
}
