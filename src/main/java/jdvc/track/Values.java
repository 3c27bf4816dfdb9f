package jdvc.track;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdvc.Floats;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Node.Style;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as plain values, and back: {@code Map<String, Object>} in order, {@code List<Object>}, String, Long, BigInteger,
 * Double, Boolean, null. What aliases share stays shared.
 */
final class Values {

    private final IdentityHashMap<Node, @Nullable Object> seen = new IdentityHashMap<>();

    private Values() {}

    static @Nullable Object of(Node node) {
        return new Values().value(node);
    }

    /** Returns a mapping as plain values. */
    static Map<String, @Nullable Object> ofMapping(Mapping mapping) {
        return new Values().map(mapping);
    }

    private @Nullable Object value(Node any) {
        var node = Node.resolve(any);
        if (node instanceof Scalar scalar) {
            return scalar.style == Style.PLAIN ? Scalars.valueOf(scalar.value) : scalar.value;
        }
        if (seen.containsKey(node)) return seen.get(node);
        var value = node instanceof Mapping mapping ? map(mapping) : list((Sequence) node);
        seen.put(node, value);
        return value;
    }

    private Map<String, @Nullable Object> map(Mapping mapping) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        var merged = mapping.merged();
        for (var entry : mapping.entries.entrySet()) {
            if (merged.isEmpty() || !entry.getKey().equals("<<"))
                map.put(entry.getKey(), value(entry.getValue().value));
        }
        for (var more : merged) merge(map, more);
        return Collections.unmodifiableMap(map);
    }

    private void merge(Map<String, @Nullable Object> into, Mapping mapping) {
        if (!(value(mapping) instanceof Map<?, ?> more)) return;
        for (var entry : more.entrySet()) {
            var key = (String) entry.getKey();
            if (!into.containsKey(key)) into.put(key, entry.getValue());
        }
    }

    private List<@Nullable Object> list(Sequence sequence) {
        var list = new ArrayList<@Nullable Object>();
        for (var item : sequence.items) list.add(value(item));
        return Collections.unmodifiableList(list);
    }

    static boolean equal(Node a, Node b) {
        return a == b || Objects.equals(of(a), of(b));
    }

    /** Tells whether two documents say the same; aliases count by their names, so this ends soon for any document. */
    static boolean sameDocument(Node a, Node b) {
        if (a instanceof Scalar x && b instanceof Scalar y) return Objects.equals(of(x), of(y));
        if (a instanceof Mapping x && b instanceof Mapping y) {
            if (x.entries.size() != y.entries.size()) return false;
            for (var entry : x.entries.entrySet()) {
                var other = y.entries.get(entry.getKey());
                if (other == null || !sameDocument(entry.getValue().value, other.value)) return false;
            }
            return true;
        }
        if (a instanceof Sequence x && b instanceof Sequence y) {
            boolean same = x.items.size() == y.items.size();
            for (int i = 0; same && i < x.items.size(); i++) same = sameDocument(x.items.get(i), y.items.get(i));
            return same;
        }
        // An alias may have become what it stood for.
        if (a instanceof Node.Alias x && !(b instanceof Node.Alias)) return sameDocument(x.target, b);
        return a instanceof Node.Alias x && b instanceof Node.Alias y && x.name.equals(y.name);
    }

    /** Returns the node of a plain value, in block style. */
    static Node node(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var mapping = new Mapping(false, 0, 0);
            for (var entry : map.entrySet()) mapping.put(String.valueOf(entry.getKey()), node(entry.getValue()));
            return mapping;
        }
        if (value instanceof List<?> list) {
            var sequence = new Sequence(false, 0, 0);
            for (var item : list) sequence.items.add(node(item));
            return sequence;
        }
        if (value instanceof String text) return Scalar.text(text);
        return Scalar.plain(value == null ? "" : number(value));
    }

    private static String number(Object value) {
        if (!(value instanceof Double number)) return value.toString();
        if (number.isNaN()) return ".nan";
        if (number.isInfinite()) return number > 0 ? ".inf" : "-.inf";
        return Floats.format(number);
    }

    /** Returns a value as Python's {@code str} does, booleans in lower case as DVC has them. */
    static String text(@Nullable Object value) {
        if (value == null) return "None";
        return value instanceof Double number ? Floats.format(number) : value.toString();
    }

    /** Tells whether a value is one that a text may be made of. */
    static boolean isScalar(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof Boolean;
    }
}
