package jdvc.proof.pty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The colours that a terminal draws with.
 *
 * @param background behind text, as {@code #rrggbb}
 * @param foreground of text without a colour
 * @param numbered the sixteen that programs name by number
 */
record Palette(String background, String foreground, List<String> numbered) {

    static Palette of(Map<?, ?> told) {
        var numbered = new ArrayList<String>();
        for (var each : (List<?>) told.get("ansi")) numbered.add(String.valueOf(each));
        return new Palette(hex(told.get("background")), hex(told.get("foreground")), numbered);
    }

    private static String hex(Object colour) {
        return switch (String.valueOf(colour)) {
            case "white" -> "#ffffff";
            case "black" -> "#000000";
            default -> String.valueOf(colour);
        };
    }

    /** Returns how well a colour is told from the background: 1 not at all, 21 as black from white (WCAG 2, "contrast ratio"). */
    double contrast(String colour) {
        double one = luminance(colour);
        double other = luminance(background);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        double sum = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
