package jdvc.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the texts of settings into what they mean, with Python's ideas of a number. */
final class Values {

    static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private Values() {}

    /** Returns what is wrong with a value for a key, in DVC's words; absent if it is right. */
    static Optional<String> problem(Key key, IniValue value) {
        if (value instanceof IniValue.Section) return Optional.of("expected a value, not a section");
        var text = value.toString();
        boolean isText = value instanceof IniValue.Text;
        return switch (key.type()) {
            case FLAG -> unless(flag(text).isPresent(), "expected true or false");
            case LOWER -> Optional.empty();
            case TEXT, PATH -> unless(isText, "expected str");
            case INTEGER -> unless(isText && integer(text).isPresent(), "expected int");
            case COUNT -> count(text);
            case PERCENT -> unless(isPercent(text), "expected int from 0 to 100");
            case DECIMAL -> unless(decimal(text).isPresent(), "expected float");
            case SECONDS -> unless(decimal(text).orElse(Double.NaN) >= 0, "value must be at least 0");
            case CHOICE ->
                unless(
                        key.choices().contains(text.toLowerCase(Locale.ROOT)),
                        "expected one of " + String.join(", ", key.choices()));
            case LINKS -> unsupportedLinks(key, value);
            case SIZE -> unless(ByteSize.parse(text).isPresent(), "expected a size such as 50GB or 5 MiB");
            case NONE -> Optional.of("cannot be set from a file");
        };
    }

    private static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    private static Optional<String> count(String text) {
        var number = integer(text);
        if (number.isEmpty()) return Optional.of("expected int");
        return unless(number.get().signum() > 0, "value must be at least 1");
    }

    private static boolean isPercent(String text) {
        return integer(text)
                .filter(n -> n.signum() >= 0 && n.compareTo(HUNDRED) <= 0)
                .isPresent();
    }

    private static Optional<String> unsupportedLinks(Key key, IniValue value) {
        for (var type : links(value)) {
            if (!key.choices().contains(type)) return Optional.of("Unsupported cache type(s): " + type);
        }
        return Optional.empty();
    }

    /** Returns the parts of a comma separated text, or of a list. */
    static List<String> links(IniValue value) {
        if (value instanceof IniValue.Items items) return items.items();
        var text = value.toString();
        var types = new ArrayList<String>();
        for (int start = 0; start <= text.length(); ) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            int first = Math.min(Blanks.skip(text, start), end);
            types.add(text.substring(first, Blanks.trim(text, first, end)));
            start = end + 1;
        }
        return types;
    }

    static Optional<Boolean> flag(String text) {
        if (text.equalsIgnoreCase("true")) return Optional.of(true);
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** Returns a whole number: a sign, digits of any script, single underscores between them, blanks around it. */
    static Optional<BigInteger> integer(String text) {
        var digits = digits(text);
        boolean signed = digits.startsWith("-") || digits.startsWith("+");
        if (digits.length() == (signed ? 1 : 0) || digits.length() > 4300) return Optional.empty();
        for (int at = signed ? 1 : 0; at < digits.length(); at++) {
            if (!Character.isDigit(digits.charAt(at))) return Optional.empty();
        }
        return Optional.of(new BigInteger(digits));
    }

    private static Optional<Double> decimal(String text) {
        var digits = digits(text).toLowerCase(Locale.ROOT);
        boolean signed = digits.startsWith("-") || digits.startsWith("+");
        var unsigned = signed ? digits.substring(1) : digits;
        if (unsigned.equals("nan")) return Optional.of(Double.NaN);
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return Optional.of(digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        for (int at = 0; at < digits.length(); at++) {
            // Java would also take "1f" and "0x1p3"
            if ("0123456789+-.e".indexOf(digits.charAt(at)) < 0) return Optional.empty();
        }
        try {
            return Optional.of(Double.valueOf(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns a number's text without blanks around it and without the underscores that may stand between digits. */
    private static String digits(String text) {
        int start = Blanks.skip(text, 0);
        var digits = new StringBuilder(text.substring(start, Blanks.trim(text, start, text.length())));
        for (int at = digits.indexOf("_"); at >= 0; at = digits.indexOf("_", at)) {
            boolean between = at > 0
                    && at + 1 < digits.length()
                    && Character.isDigit(digits.charAt(at - 1))
                    && Character.isDigit(digits.charAt(at + 1));
            if (!between) return "";
            digits.deleteCharAt(at);
        }
        return digits.toString();
    }
}
