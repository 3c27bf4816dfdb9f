package jdvc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers as Python prints them, because scripts compare what DVC and jdvc print. */
public final class Floats {

    private Floats() {}

    /** Returns a number as Python prints it: {@code 0.1}, {@code 1e-05}, {@code 1e+16}. */
    public static String format(double d) {
        if (Double.isNaN(d)) return "nan";
        if (Double.isInfinite(d)) return d > 0 ? "inf" : "-inf";
        if (d == 0) return 1 / d < 0 ? "-0.0" : "0.0";
        var shortest = shortest(d);
        var digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        var sign = d < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                    + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + digits;
        if (digits.length() <= exponent + 1) return sign + digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /** Returns the number of fewest digits that reads back as {@code d}; Java before 19 prints too many for some. */
    private static BigDecimal shortest(double d) {
        var exact = new BigDecimal(d);
        for (int precision = 1; precision < 17; precision++) {
            var rounded = exact.round(new MathContext(precision));
            if (rounded.doubleValue() == d) return rounded.stripTrailingZeros();
        }
        return exact.round(new MathContext(17)).stripTrailingZeros();
    }

    /** Returns the number that Python's {@code round} makes of {@code d}. */
    public static double round(double d, int digits) {
        if (Double.isNaN(d) || Double.isInfinite(d)) return d;
        return new BigDecimal(d).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }
}
