package jdvc.ui;

/** Fills in a format: arguments are sanitised first and styled after. */
final class Text {

    private static final String RESET = "\u001b[0m";

    private Text() {}

    /** Returns {@code format} with each {@code %s} replaced by an argument and {@code %%} by a percent sign. */
    static String fill(boolean colour, String format, Object... args) {
        var out = new StringBuilder(format.length() + 32);
        int next = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char kind = format.charAt(++i);
            if (kind == 's') out.append(safe(colour, args[next++]));
            else if (kind == '%') out.append('%');
            else throw new IllegalArgumentException(format);
        }
        if (next != args.length) throw new IllegalArgumentException(format);
        return out.toString();
    }

    /** Returns one argument, sanitised, in its style if there is colour. */
    static String safe(boolean colour, Object arg) {
        String clean = Sanitizer.clean(String.valueOf(arg));
        return arg instanceof Styled styled ? paint(colour, styled.style(), clean) : clean;
    }

    static String paint(boolean colour, Style style, String clean) {
        if (!colour || style == Style.NONE || clean.isEmpty()) return clean;
        return "\u001b[" + style.code() + "m" + clean + RESET;
    }
}
