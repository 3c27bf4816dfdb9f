package jdvc.ui;

/**
 * The colours in use, never two of them together: those of the sixteen that a theme can adapt which can be read on
 * JupyterLab's light and on its dark terminal. Yellow is not one of them.
 */
public enum Style {
    NONE(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    BLUE("34"),
    MAGENTA("95"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns the parameter of the escape sequence that turns it on; empty for NONE. */
    public String code() {
        return code;
    }

    /** Returns text in this style: to be printed by {@link Ui}, which sanitises it first. */
    public Styled of(Object text) {
        return new Styled(this, String.valueOf(text));
    }

    /** Returns printed text without the sequences that turn styles on and off. */
    public static String strip(String printed) {
        if (printed.indexOf('\u001b') < 0) return printed;
        var plain = new StringBuilder();
        for (int i = 0; i < printed.length(); i++) {
            int end = printed.startsWith("\u001b[", i) ? printed.indexOf('m', i) : -1;
            if (end < 0) plain.append(printed.charAt(i));
            else i = end;
        }
        return plain.toString();
    }
}
