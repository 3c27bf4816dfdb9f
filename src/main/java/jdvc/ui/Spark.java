package jdvc.ui;

import java.util.ArrayList;
import java.util.List;

/** Numbers as a line of characters, one for each: {@code ▁▃▄█}. For people only: off a terminal there is none. */
public final class Spark {

    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII = "_.-^";
    private static final int LEAST = 20;
    private static final int MOST = 60;

    private Spark() {}

    /** Returns how many numbers may be drawn; 0 where none is drawn, as for a screen reader. */
    public static int most(Look look) {
        if (!look.outTerminal() || !look.columns()) return 0;
        return Math.max(LEAST, Math.min(MOST, look.width().getAsInt() / 3));
    }

    /** Returns the last of the numbers, drawn from the least to the greatest of them; empty if there are not two. */
    public static String of(List<? extends Number> numbers, Look look) {
        var shown = new ArrayList<Double>();
        for (var each : numbers) if (Double.isFinite(each.doubleValue())) shown.add(each.doubleValue());
        int most = most(look);
        if (most == 0 || shown.size() < 2) return "";
        return drawn(shown.subList(Math.max(0, shown.size() - most), shown.size()), look.unicode() ? BLOCKS : ASCII);
    }

    private static String drawn(List<Double> numbers, String levels) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (double each : numbers) {
            low = Math.min(low, each);
            high = Math.max(high, each);
        }
        var line = new StringBuilder();
        for (double each : numbers) line.append(levels.charAt(level(each, low, high, levels.length())));
        return line.toString();
    }

    /** What never changes stands in the middle. */
    private static int level(double number, double low, double high, int levels) {
        if (low == high) return levels / 2 - 1;
        double part = (number / 2 - low / 2) / (high / 2 - low / 2); // halves, as the difference may be too great
        return (int) Math.round(part * (levels - 1));
    }
}
