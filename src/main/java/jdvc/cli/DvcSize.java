package jdvc.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes as DVC prints them in listings: {@code 139}, {@code 4.00k}, {@code 1.95M}. */
final class DvcSize {

    private DvcSize() {}

    static String of(long bytes) {
        if (bytes < 1024) return Long.toString(bytes);
        double value = bytes;
        for (var unit : new String[] {"k", "M", "G", "T", "P", "E"}) {
            value /= 1024;
            if (value < 999.5) return digits(value) + unit;
        }
        return digits(value) + "E";
    }

    private static String digits(double value) {
        int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        var text = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
        return text.toPlainString();
    }
}
