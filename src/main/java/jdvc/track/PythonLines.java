package jdvc.track;

import java.util.ArrayList;
import java.util.List;
import jdvc.object.RelPath;

/** A Python file's logical lines: without comments and blank lines, what brackets hold together on one line. */
final class PythonLines {

    private final RelPath file;
    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int brackets;

    private PythonLines(RelPath file, String text) {
        this.file = file;
        this.text = text;
    }

    /** One statement; {@code indent} counts columns, a tab up to the next multiple of eight. */
    record Line(int indent, String text) {}

    static List<Line> of(RelPath file, String text) throws UnresolvedException {
        var lines = new PythonLines(file, text.replace("\r\n", "\n").replace('\r', '\n'));
        while (lines.at < lines.text.length()) lines.next();
        return lines.lines;
    }

    private void next() throws UnresolvedException {
        int indent = indent();
        line.setLength(0);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' && brackets == 0) break;
            if (c == '#') skipComment();
            else if (c == '"' || c == '\'') string();
            else if (c == ';' && brackets == 0) {
                at++;
                flush(indent);
            } else plain(c);
        }
        if (brackets > 0) throw bad("a bracket is not closed");
        at++;
        flush(indent);
    }

    private void flush(int indent) {
        var whole = line.toString().strip();
        if (!whole.isEmpty()) lines.add(new Line(indent, whole));
        line.setLength(0);
    }

    private void plain(char c) throws UnresolvedException {
        at++;
        if (c == '(' || c == '[' || c == '{') brackets++;
        if (c == ')' || c == ']' || c == '}') brackets--;
        if (brackets < 0) throw bad("a bracket is closed that is not open");
        if (c == '\\' && at < text.length() && text.charAt(at) == '\n') at++;
        else line.append(c == '\n' || c == '\t' || c == '\f' ? ' ' : c);
    }

    private int indent() {
        int column = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ') column++;
            else if (c == '\t') column = (column / 8 + 1) * 8;
            else if (c != '\f' && c != '\ufeff') break;
        }
        return column;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') at++;
    }

    /** Copies a string with its quotes; a backslash takes the next character along in raw strings, too. */
    private void string() throws UnresolvedException {
        char quote = text.charAt(at);
        boolean triple = text.startsWith(String.valueOf(quote).repeat(3), at);
        var end = triple ? String.valueOf(quote).repeat(3) : String.valueOf(quote);
        int from = at;
        at += end.length();
        while (!text.startsWith(end, at)) {
            if (at >= text.length() || !triple && text.charAt(at) == '\n') throw bad("a string is not closed");
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at += end.length();
        line.append(text, from, at);
    }

    private UnresolvedException bad(String reason) {
        return new UnresolvedException("'" + file + "' is invalid: " + reason);
    }
}
