package jdvc.ui;

import java.util.ArrayList;
import java.util.List;

/** Sizes as bars, the largest the longest: {@code █████▍}. For people only: off a terminal there are none. */
public final class Bars {

    private static final int LENGTH = 10;
    private static final int GAP = 2;
    private static final String EIGHTHS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589";

    private Bars() {}

    /**
     * Returns a bar for each size, none for 0; empty if there is nothing to compare, no room, or nobody who sees them.
     *
     * @param used the columns that the widest row takes without its bar
     */
    public static List<String> of(List<Long> sizes, int used, Look look) {
        long largest = 0;
        int many = 0;
        for (long each : sizes) {
            largest = Math.max(largest, each);
            if (each > 0) many++;
        }
        boolean seen = look.outTerminal() && look.columns();
        if (!seen || many < 2 || used + GAP + LENGTH > look.width().getAsInt()) return List.of();
        var bars = new ArrayList<String>(sizes.size());
        for (long each : sizes) bars.add(bar((double) each / largest, look.unicode()));
        return bars;
    }

    /** What is there at all has a bar at all. */
    private static String bar(double part, boolean unicode) {
        if (part <= 0) return "";
        if (!unicode) return "#".repeat(Math.max(1, (int) Math.round(part * LENGTH)));
        int eighths = Math.max(1, (int) Math.round(part * LENGTH * 8));
        var rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8 - 1, eighths % 8);
        return "\u2588".repeat(eighths / 8) + rest;
    }
}
