package jdvc.track;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of a dvc.yaml: <code>${a.b[0]}</code>; <code>\${</code> stands for itself. */
final class Template {

    private static final int MAX_LENGTH = 1 << 20;

    private final Variables variables;

    Template(Variables variables) {
        this.variables = variables;
    }

    /** Tells whether there is a placeholder anywhere in a value. */
    static boolean isIn(@Nullable Object value) {
        if (value instanceof String text) return text.contains("${");
        if (value instanceof Iterable<?> list) {
            for (var item : list) if (isIn(item)) return true;
        }
        if (!(value instanceof Map<?, ?> map)) return false;
        for (var entry : map.entrySet()) if (isIn(entry.getKey()) || isIn(entry.getValue())) return true;
        return false;
    }

    /** Returns a value with all placeholders filled in, of keys too; only single values may fill them. */
    @Nullable
    Object fill(@Nullable Object value) throws UnresolvedException {
        if (value instanceof String text) {
            var filled = exact(text);
            if (!Values.isScalar(filled)) throw new UnresolvedException("'" + text + "' is more than one value");
            return filled;
        }
        if (value instanceof Iterable<?> list) {
            var all = new ArrayList<@Nullable Object>();
            for (var item : list) all.add(fill(item));
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) return value;
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) all.put(text(entry.getKey()), fill(entry.getValue()));
        return all;
    }

    /** Returns what {@code foreach} or {@code matrix} runs over: a whole list or mapping may fill a placeholder here. */
    @Nullable
    Object fillWhole(@Nullable Object value) throws UnresolvedException {
        if (value instanceof String text) return exact(text);
        if (value instanceof Iterable<?> list) {
            var all = new ArrayList<@Nullable Object>();
            for (var item : list) all.add(fillWhole(item));
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) return value;
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) all.put(text(entry.getKey()), fillWhole(entry.getValue()));
        return all;
    }

    /** Returns a command, or a list of them, filled in; a mapping is arguments there. */
    @Nullable
    Object command(@Nullable Object value, Arguments arguments) throws UnresolvedException {
        if (value instanceof String text) {
            return next(text, 0) < 0 ? text.replace("\\${", "${") : interpolated(text, arguments);
        }
        if (!(value instanceof Iterable<?> list)) return value;
        var all = new ArrayList<@Nullable Object>();
        for (var item : list) all.add(command(item, arguments));
        return all;
    }

    String text(@Nullable Object value) throws UnresolvedException {
        return Values.text(fill(value));
    }

    /** Fills a text; one that is a placeholder and nothing else gets the value itself. */
    private @Nullable Object exact(String text) throws UnresolvedException {
        int start = next(text, 0);
        if (start < 0) return text.replace("\\${", "${");
        int end = text.indexOf('}', start);
        if (start == 0 && end == text.length() - 1) return variables.select(text.substring(2, end));
        return interpolated(text, null);
    }

    /** @param arguments how a mapping is written; it may not be there if null */
    private String interpolated(String text, @Nullable Arguments arguments) throws UnresolvedException {
        var filled = new StringBuilder();
        int at = 0;
        for (int start = next(text, 0); start >= 0; start = next(text, at)) {
            int end = text.indexOf('}', start);
            var value = variables.select(text.substring(start + 2, end));
            filled.append(text, at, start);
            if (arguments != null && value instanceof Map<?, ?> map) filled.append(arguments.of(map));
            else if (Values.isScalar(value)) filled.append(Values.text(value));
            else throw new UnresolvedException("'" + text + "' is more than one value");
            if (filled.length() > MAX_LENGTH) throw new UnresolvedException("a text grows too long");
            at = end + 1;
        }
        return filled.append(text.substring(at)).toString().replace("\\${", "${");
    }

    /** Returns where the next placeholder starts; -1 if there is none. It ends in its line and is not escaped. */
    private static int next(String text, int from) {
        for (int at = text.indexOf("${", from); at >= 0; at = text.indexOf("${", at + 2)) {
            int end = text.indexOf('}', at);
            int line = text.indexOf('\n', at);
            if (end < 0) return -1;
            boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
            if (!escaped && (line < 0 || line > end)) return at;
        }
        return -1;
    }
}
