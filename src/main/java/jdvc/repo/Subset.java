package jdvc.repo;

import java.util.Optional;
import java.util.random.RandomGenerator;
import jdvc.object.ObjectId;

/**
 * A part of all objects, told by their names, which are spread evenly.
 *
 * @param text as typed
 * @param start the first of the parts that belong to it
 * @param count how many parts belong to it, the first following the last
 * @param of how many parts there are
 */
public record Subset(String text, int start, int count, int of) {

    /** Everything. */
    public static final Subset ALL = new Subset("", 0, 1, 1);

    private static final int FINENESS = 10_000;

    /**
     * Parses {@code 2/7}, the second of seven parts, or {@code 10%}, one that is chosen at random.
     *
     * @return absent if it is neither
     */
    public static Optional<Subset> parse(String text, RandomGenerator random) {
        try {
            if (text.endsWith("%")) {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                int count = (int) Math.round(percent * FINENESS / 100);
                if (count < 1 || count > FINENESS) return Optional.empty();
                return Optional.of(new Subset(text, random.nextInt(FINENESS), count, FINENESS));
            }
            int slash = text.indexOf('/');
            if (slash < 0) return Optional.empty();
            int n = Integer.parseInt(text.substring(0, slash));
            int of = Integer.parseInt(text.substring(slash + 1));
            return n < 1 || n > of ? Optional.empty() : Optional.of(new Subset(text, n - 1, 1, of));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean has(ObjectId id) {
        long part = Long.remainderUnsigned(id.low(), of);
        return Math.floorMod(part - start, of) < count;
    }

    /** Returns this subset where another run began it. */
    Subset at(int otherStart) {
        return new Subset(text, otherStart, count, of);
    }
}
