package jdvc.track;

import java.util.LinkedHashMap;
import java.util.Map;
import jdvc.object.RelPath;

/** The numbers of a metrics file, nested ones with a dotted name: {@code train.auc} is 0.91. */
public final class Numbers {

    private Numbers() {}

    /** Returns the numbers in the file's order; none if it is damaged: metrics inform, no more. */
    public static Map<String, Number> of(RelPath file, byte[] content) {
        var numbers = new LinkedHashMap<String, Number>();
        try {
            flatten("", Params.parse(file, content), numbers);
        } catch (UnresolvedException e) {
            return Map.of();
        }
        return numbers;
    }

    private static void flatten(String prefix, Map<?, ?> values, Map<String, Number> into) {
        values.forEach((key, value) -> {
            if (value instanceof Number number) into.put(prefix + key, number);
            else if (value instanceof Map<?, ?> map) flatten(prefix + key + ".", map, into);
        });
    }
}
