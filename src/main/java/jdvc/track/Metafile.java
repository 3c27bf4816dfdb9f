package jdvc.track;

import java.nio.charset.CharacterCodingException;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Utf8;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/**
 * The text of a metafile and its name, for messages. Line ends are LF; a byte order mark is gone.
 *
 * @param location from the repository's root
 */
record Metafile(RelPath location, String text) {

    private static final int MAX_EXCERPT = 60;

    /**
     * Decodes a metafile.
     *
     * @throws JdvcException if it has no bytes, more than {@code maxBytes}, or is not UTF-8
     */
    static Metafile of(RelPath location, byte[] content, long maxBytes) {
        if (content.length == 0) {
            // An interrupted write of some other program leaves this; taking it for "no outputs" would lose data
            // (safety 6.2).
            throw JdvcException.of(Kind.BADMETA, "'%s' is empty", location)
                    .hint(
                            "restore it with `git checkout -- %s`; if Git does not have it, delete it and add the data anew",
                            location);
        }
        if (content.length > maxBytes) {
            throw JdvcException.of(
                    Kind.LIMIT, "'%s' has %d bytes; more than %d are not read", location, content.length, maxBytes);
        }
        return new Metafile(location, lines(decode(location, content)));
    }

    private static String decode(RelPath location, byte[] content) {
        try {
            var text = Utf8.decode(content);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw JdvcException.of(Kind.BADMETA, "'%s' is invalid: it is not UTF-8", location)
                    .cause(e);
        }
    }

    private static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Returns the failure for something at a line and column (from 1; 0 if it has none). */
    JdvcException bad(String reason, int line, int column) {
        var what = new StringBuilder("'").append(location).append("' is invalid");
        boolean conflict = text.contains("\n=======\n") && (text.startsWith("<<<<<<< ") || text.contains("\n<<<<<<< "));
        if (conflict) what.append(" (possible merge conflicts)");
        what.append(": ").append(reason);
        if (line > 0) what.append(", line ").append(line).append(", column ").append(column);
        var excerpt = excerpt(line);
        if (!excerpt.isEmpty()) what.append(": ").append(excerpt);
        var failure = JdvcException.of(Kind.BADMETA, what.toString());
        return conflict ? failure.hint("resolve the conflict, then `git add %s`", location) : failure;
    }

    /** Returns the failure for a node: {@code extra keys not allowed, in outs -> 0 -> bogus, line 2, column 3}. */
    JdvcException bad(String reason, String path, @Nullable Node node) {
        var where = path.isEmpty() ? reason : reason + ", in " + path;
        return node == null ? bad(where, 0, 0) : bad(where, node.line, node.column);
    }

    private String excerpt(int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) return "";
        }
        if (line <= 0) return "";
        int end = text.indexOf('\n', start);
        var found = text.substring(start, end < 0 ? text.length() : end).strip();
        return found.length() > MAX_EXCERPT ? found.substring(0, MAX_EXCERPT) + "…" : found;
    }
}
