package jdvc.config;

import jdvc.JdvcException;
import jdvc.JdvcException.Kind;

/** Writes the dialect exactly as configobj does: no comments, four blanks per level, quotes only where needed. */
final class IniWriter {

    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();

    private IniWriter() {}

    /**
     * Returns a whole file; one line end if there is nothing in it.
     *
     * @throws JdvcException of kind CONFIG if a name or value fits into no kind of quotes
     */
    static String format(IniValue.Section root) {
        var writer = new IniWriter();
        writer.section(root, 0);
        return writer.out.isEmpty() ? "\n" : writer.out.toString();
    }

    private void section(IniValue.Section section, int depth) {
        for (var each : section.entries().entrySet()) {
            if (each.getValue() instanceof IniValue.Section) continue;
            try {
                line(depth, quote(each.getKey()) + " = " + value(each.getValue()));
            } catch (Unquotable e) {
                throw unsafe("the value of '" + each.getKey() + "'"); // which may be a secret
            }
        }
        for (var each : section.entries().entrySet()) {
            if (!(each.getValue() instanceof IniValue.Section inner)) continue;
            header(depth, each.getKey());
            section(inner, depth + 1);
        }
    }

    private void header(int depth, String name) {
        try {
            line(depth, "[".repeat(depth + 1) + quote(name) + "]".repeat(depth + 1));
        } catch (Unquotable e) {
            throw unsafe("the name '" + name + "'");
        }
    }

    private void line(int depth, String text) {
        out.append(INDENT.repeat(depth)).append(text).append('\n');
    }

    private static String value(IniValue value) {
        if (value instanceof IniValue.Text text) return quoteValue(text.text());
        var items = ((IniValue.Items) value).items();
        if (items.isEmpty()) return ",";
        if (items.size() == 1) return quote(items.get(0)) + ",";
        var joined = new StringBuilder();
        for (var item : items) joined.append(joined.isEmpty() ? "" : ", ").append(quote(item));
        return joined.toString();
    }

    /** A value of its own, unlike an item or a name, may also stand in three quotes. */
    private static String quoteValue(String text) {
        boolean both = text.indexOf('\'') >= 0 && text.indexOf('"') >= 0;
        if (!both && text.indexOf('\n') < 0) return quote(text);
        if (!text.contains("\"\"\"")) return "'''" + text + "'''";
        if (!text.contains("'''")) return "\"\"\"" + text + "\"\"\"";
        throw new Unquotable();
    }

    private static String quote(String text) {
        if (text.isEmpty()) return "\"\"";
        if (text.indexOf('\n') >= 0) throw new Unquotable();
        boolean bare = !isEdge(text.charAt(0))
                && !isEdge(text.charAt(text.length() - 1))
                && text.indexOf(',') < 0
                && text.indexOf('#') < 0;
        if (bare) return text;
        if (text.indexOf('"') < 0) return '"' + text + '"';
        if (text.indexOf('\'') < 0) return "'" + text + "'";
        throw new Unquotable();
    }

    private static boolean isEdge(char c) {
        return " \r\n\u000b\t'\"".indexOf(c) >= 0;
    }

    private static JdvcException unsafe(String what) {
        return JdvcException.of(Kind.CONFIG, "%s fits into no kind of quotes", what);
    }

    private static final class Unquotable extends RuntimeException {}
}
