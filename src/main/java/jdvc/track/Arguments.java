package jdvc.track;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a mapping of values stands in a command: as arguments, {@code --lr 0.1 --flag}, of which {@code parsing.bool} and
 * {@code parsing.list} say more.
 *
 * @param negated whether a value that is false is {@code --no-NAME}; otherwise it is left out
 * @param repeated whether each item of a list has the name before it
 */
public record Arguments(boolean negated, boolean repeated) {

    /** As without settings. */
    public static final Arguments DEFAULT = new Arguments(false, false);

    String of(Map<?, ?> values) throws UnresolvedException {
        var flat = new LinkedHashMap<String, @Nullable Object>();
        flatten("", values, flat);
        var text = new StringBuilder();
        for (var each : flat.entrySet()) add(each.getKey(), each.getValue(), text);
        return text.toString().stripTrailing();
    }

    private static void flatten(String prefix, Map<?, ?> values, Map<String, @Nullable Object> flat) {
        for (var each : values.entrySet()) {
            var name = prefix + Values.text(each.getKey());
            if (each.getValue() instanceof Map<?, ?> inner) {
                if (!inner.isEmpty()) flatten(name + ".", inner, flat);
            } else flat.put(name, each.getValue());
        }
    }

    private void add(String name, @Nullable Object value, StringBuilder text) throws UnresolvedException {
        if (value instanceof Boolean flag) {
            if (flag) text.append("--").append(name).append(' ');
            else if (negated) text.append("--no-").append(name).append(' ');
        } else if (value instanceof List<?> list) {
            boolean first = true;
            for (var item : list) {
                if (item instanceof List<?> || item instanceof Map<?, ?>) {
                    throw new UnresolvedException("'" + name + "' has more than single values");
                }
                if (first || repeated) text.append("--").append(name).append(' ');
                text.append(word(item)).append(' ');
                first = false;
            }
        } else text.append("--").append(name).append(' ').append(word(value)).append(' ');
    }

    /** A text is quoted for sh; the rest is as Python writes it. */
    private static String word(@Nullable Object value) {
        if (value instanceof Boolean flag) return flag ? "True" : "False";
        if (!(value instanceof String text)) return Values.text(value);
        if (text.matches("[\\w@%+=:,./-]+")) return text;
        return "'" + text.replace("'", "'\"'\"'") + "'";
    }
}
