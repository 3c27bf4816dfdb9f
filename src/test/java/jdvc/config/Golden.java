package jdvc.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.Json;

/** Examples that DVC 3.67.1 itself made: one JSON object a line. */
final class Golden {

    private Golden() {}

    static List<Map<String, Object>> read(String name) throws IOException, Json.BadJsonException {
        var rows = new ArrayList<Map<String, Object>>();
        try (var in = Golden.class.getResourceAsStream(name)) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                rows.add(Json.parseObject(line));
            }
        }
        return rows;
    }

    static IniValue.Section section(Object json) {
        var entries = new LinkedHashMap<String, IniValue>();
        ((Map<?, ?>) json).forEach((name, value) -> entries.put((String) name, value(value)));
        return new IniValue.Section(entries);
    }

    private static IniValue value(Object json) {
        if (json instanceof Map<?, ?>) return section(json);
        if (!(json instanceof List<?> list)) return new IniValue.Text((String) json);
        return new IniValue.Items(list.stream().map(String.class::cast).toList());
    }
}
