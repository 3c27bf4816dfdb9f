package jdvc.ui;

/** The colours in use: the sixteen that a theme can adapt, and never two of them together. */
public enum Style {
    NONE(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
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
}
