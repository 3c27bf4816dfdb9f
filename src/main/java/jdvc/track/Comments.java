package jdvc.track;

import java.util.ArrayList;
import java.util.List;
import jdvc.track.Node.Comment;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comments and blank lines between the tokens of a document and hangs each on the token before it, where a rewrite
 * puts it back. What stands inside flow collections ({@code [a, b]}) moves behind them.
 *
 * <p>Told of the tokens in the order of the text; offsets count code points, as the YAML library does.
 */
final class Comments {

    private final String text;
    private final boolean narrow;
    /** The place up to which all is told, in code points and in chars. */
    private int points;

    private int chars;

    private @Nullable Node last;
    private int flow;
    private Comment head = Comment.NONE;
    private List<String> inFlow = new ArrayList<>();

    Comments(String text) {
        this.text = text;
        narrow = text.codePointCount(0, text.length()) == text.length();
    }

    /** Returns what stands before the first token. */
    Comment head() {
        return head;
    }

    /** Returns a piece of the text. */
    String source(int start, int end) {
        int from = charOf(start);
        return text.substring(from, narrow ? end : text.offsetByCodePoints(from, end - start));
    }

    /** Notes a scalar or an alias. */
    void leaf(Node node, int start, int end) {
        gap(start);
        move(end);
        if (flow == 0) last = node;
    }

    /** Notes the start of a collection: its bracket, or the place of its first item. */
    void enter(boolean isFlow, int start, int end) {
        gap(start);
        move(end);
        if (isFlow) flow++;
    }

    /** Notes the closing bracket of a flow collection. */
    void leave(Node collection, int start, int end) {
        gap(start);
        move(end);
        if (--flow > 0) return;
        last = collection;
        if (inFlow.isEmpty()) return;
        collection.after = new Comment(0, "", inFlow);
        inFlow = new ArrayList<>();
    }

    /** Notes the end of the document. */
    void finish() {
        note(between(chars, text.length()));
    }

    private void gap(int end) {
        note(between(chars, charOf(end)));
    }

    private void note(Comment found) {
        if (found.isNone()) return;
        if (flow > 0) hoist(found);
        else if (last == null) head = head.and(found);
        else last.after = last.after.and(found);
    }

    private void hoist(Comment comment) {
        if (!comment.inline().isEmpty()) inFlow.add(" ".repeat(comment.column()) + comment.inline());
        for (var line : comment.lines()) if (!line.isEmpty()) inFlow.add(line);
    }

    private int charOf(int point) {
        return narrow ? point : text.offsetByCodePoints(chars, point - points);
    }

    private void move(int point) {
        chars = charOf(point);
        points = point;
    }

    /** Returns what a gap between two tokens says: all its lines but the last, on which the next token stands. */
    private Comment between(int from, int to) {
        boolean own = from == 0 || text.charAt(from - 1) == '\n';
        var lines = new ArrayList<String>();
        var inline = "";
        int column = 0;
        for (int at = from; at < to; own = true) {
            int end = find('\n', at, to);
            int hash = hash(at, end);
            if (end == to && hash < 0) break;
            if (own && hash < 0 && isBlank(at, end)) lines.add("");
            if (own && hash >= 0) lines.add(" ".repeat(columnOf(hash)) + text.substring(hash, end));
            if (!own && hash >= 0) {
                inline = text.substring(hash, end);
                column = columnOf(hash);
            }
            at = end + 1;
        }
        return inline.isEmpty() && lines.isEmpty() ? Comment.NONE : new Comment(column, inline, lines);
    }

    private boolean isBlank(int from, int to) {
        while (from < to && text.charAt(from) == ' ') from++;
        return from == to;
    }

    private int hash(int from, int to) {
        for (int i = find('#', from, to); i < to; i = find('#', i + 1, to)) {
            if (i == 0 || " \t\n".indexOf(text.charAt(i - 1)) >= 0) return i;
        }
        return -1;
    }

    /** Returns where {@code c} is first in a range, else its end. Does not look further: a line may be a whole file. */
    private int find(char c, int from, int to) {
        while (from < to && text.charAt(from) != c) from++;
        return from;
    }

    private int columnOf(int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        return text.codePointCount(start, offset);
    }
}
