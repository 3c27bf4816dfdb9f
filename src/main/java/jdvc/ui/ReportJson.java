package jdvc.ui;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns reports into the values that {@link jdvc.Json} writes: a record becomes an object whose keys are its components in
 * snake case, an absent Optional is left out, an enum constant is its name in lower case, anything else its text.
 */
public final class ReportJson {

    private ReportJson() {}

    public static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number || value instanceof String) {
            return value;
        }
        if (value instanceof Optional<?> optional) return of(optional.orElse(null));
        if (value instanceof OptionalInt number) return number.isPresent() ? number.getAsInt() : null;
        if (value instanceof OptionalLong number) return number.isPresent() ? number.getAsLong() : null;
        if (value instanceof Record record) return ofRecord(record);
        if (value instanceof Map<?, ?> map) return ofMap(map);
        if (value instanceof Iterable<?> list && !(value instanceof java.nio.file.Path)) return ofList(list);
        if (value instanceof Enum<?> constant) return constant.name().toLowerCase(Locale.ROOT);
        return value.toString();
    }

    private static Map<String, @Nullable Object> ofRecord(Record record) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var component : record.getClass().getRecordComponents()) {
            Object value = read(component, record);
            if (isAbsent(value)) continue;
            map.put(snake(component.getName()), of(value));
        }
        return map;
    }

    private static boolean isAbsent(@Nullable Object value) {
        return value instanceof Optional<?> optional && optional.isEmpty()
                || value instanceof OptionalInt number && number.isEmpty()
                || value instanceof OptionalLong other && other.isEmpty();
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record.getClass().getName() + "." + component.getName(), e);
        }
    }

    private static Map<String, @Nullable Object> ofMap(Map<?, ?> values) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : values.entrySet()) map.put(String.valueOf(of(entry.getKey())), of(entry.getValue()));
        return map;
    }

    private static List<@Nullable Object> ofList(Iterable<?> values) {
        var list = new ArrayList<@Nullable Object>();
        for (var each : values) list.add(of(each));
        return list;
    }

    private static String snake(String camel) {
        var snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (c >= 'A' && c <= 'Z') snake.append('_').append((char) (c + 32));
            else snake.append(c);
        }
        return snake.toString();
    }
}
