package jdvc.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;

/** Sizes as people write them: {@code 5 MiB}, {@code 50GB}, {@code 1.5G}, {@code 4096}. */
final class ByteSize {

    private static final String UNITS = "KMGTP";

    private ByteSize() {}

    /** Returns bytes; {@code KB} is 1000, {@code KiB} and {@code K} are 1024; absent if the text is no size. */
    static OptionalLong parse(String text) {
        var size = text.strip();
        int end = 0;
        while (end < size.length() && (size.charAt(end) >= '0' && size.charAt(end) <= '9' || size.charAt(end) == '.'))
            end++;
        long unit = unit(size.substring(end).strip().toUpperCase(Locale.ROOT));
        if (unit < 0 || end > 18) return OptionalLong.empty();
        try {
            var bytes = new BigDecimal(size.substring(0, end)).multiply(BigDecimal.valueOf(unit));
            if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) return OptionalLong.empty();
            return OptionalLong.of(bytes.longValue());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Returns how many bytes a unit is; -1 if it is none. */
    private static long unit(String name) {
        if (name.isEmpty() || name.equals("B")) return 1;
        int power = UNITS.indexOf(name.charAt(0)) + 1;
        if (power == 0) return -1;
        return switch (name.substring(1)) {
            case "", "IB" -> power(1024, power);
            case "B" -> power(1000, power);
            default -> -1;
        };
    }

    private static long power(long base, int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) result *= base;
        return result;
    }
}
