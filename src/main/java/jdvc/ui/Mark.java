package jdvc.ui;

/** The signs of a terminal, each with what stands for it where only ASCII can be shown. */
public enum Mark {
    CHANGED("\u270e", "*"),
    NOT_PUSHED("\u2191", "+"),
    MISSING("\u232b", "!"),
    PROMPT("\u276f", ">"),
    DONE("\u2713", "ok"),
    FAILED("\u2717", "failed"),
    ELLIPSIS("\u2026", "...");

    private final String sign;
    private final String ascii;

    Mark(String sign, String ascii) {
        this.sign = sign;
        this.ascii = ascii;
    }

    public String in(Look look) {
        return look.unicode() ? sign : ascii;
    }
}
