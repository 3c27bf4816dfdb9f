package jdvc.track;

/** Text on its way out that knows its column, in code points, and whether a word may follow without a blank. */
final class Lines {

    /** Where DVC's YAML library folds. */
    static final int WIDTH = 80;

    private final StringBuilder text = new StringBuilder();
    private int column;
    private boolean open = true;

    int column() {
        return column;
    }

    /** Appends text without line ends. */
    void put(String s) {
        text.append(s);
        column += s.codePointCount(0, s.length());
        open = false;
    }

    /** Appends a word, and a blank before it unless it starts a line or follows a bracket. */
    void word(String s) {
        space();
        put(s);
    }

    /** Appends a bracket that wants no blank behind it. */
    void bracket(String s) {
        word(s);
        open = true;
    }

    /** Appends the blank that a word needs. */
    void space() {
        if (!open) put(" ");
        open = true;
    }

    /** Starts a line at a column; stays on the present one if nothing is on it. */
    void line(int indent) {
        endLine();
        put(" ".repeat(indent));
        open = true;
    }

    /** Ends the present line if something is on it. */
    void endLine() {
        if (column > 0) newline();
    }

    /** Ends the present line. */
    void newline() {
        raw("");
    }

    /** Appends the rest of a line. */
    void raw(String rest) {
        text.append(rest).append('\n');
        column = 0;
        open = true;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
