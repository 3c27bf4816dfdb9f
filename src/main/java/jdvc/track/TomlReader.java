package jdvc.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The door to tomlj: TOML 1.0 as plain values, tables in the order of their file; a date or time is its text. */
final class TomlReader {

    /** The library takes two seconds for this much. */
    private static final int MAX_CHARS = 1 << 20;

    private TomlReader() {}

    static Map<String, @Nullable Object> read(RelPath file, String text) throws UnresolvedException {
        if (text.length() > MAX_CHARS) throw new UnresolvedException("'" + file + "' is too big");
        try {
            var result = Toml.parse(text);
            if (result.hasErrors()) {
                throw new UnresolvedException(
                        "'" + file + "' is invalid: " + result.errors().get(0));
            }
            return table(result);
        } catch (StackOverflowError e) {
            // The library descends into brackets without a limit, and offers none.
            throw new UnresolvedException("'" + file + "' is nested too deeply");
        }
    }

    private static Map<String, @Nullable Object> table(TomlTable table) {
        var entries = new ArrayList<>(table.entrySet());
        entries.sort(Comparator.comparing(entry -> position(table, entry.getKey())));
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : entries) values.put(entry.getKey(), value(entry.getValue()));
        return values;
    }

    private static long position(TomlTable table, String key) {
        var at = table.inputPositionOf(List.of(key));
        return at == null ? 0 : ((long) at.line() << 32) + at.column();
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof TomlTable table) return table(table);
        if (value instanceof TomlArray array) {
            var list = new ArrayList<@Nullable Object>();
            for (int i = 0; i < array.size(); i++) list.add(value(array.get(i)));
            return list;
        }
        return Values.isScalar(value) ? value : String.valueOf(value);
    }
}
