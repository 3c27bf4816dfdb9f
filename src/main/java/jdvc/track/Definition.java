package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a dvc.yaml, made from {@code foreach} or {@code matrix} where there is one, its placeholders not filled yet.
 *
 * @param name such as {@code build@0}; of a group that could not be expanded, the group's
 * @param failure why the placeholders cannot be filled; absent if they can be tried
 */
record Definition(String name, Map<?, ?> body, Variables variables, Optional<String> failure) {

    private static final int MAX_STAGES = 100_000;
    private static final Variables NONE = Variables.none();

    /** What makes the variables of a dvc.yaml, once a placeholder needs them. */
    static final class Scope {
        private final Map<?, ?> root;
        private final String directory;
        private final Source source;
        private @Nullable Variables variables;
        private @Nullable UnresolvedException failure;

        Scope(Map<?, ?> root, String directory, Source source) {
            this.root = root;
            this.directory = directory;
            this.source = source;
        }

        Variables variables() throws IOException, UnresolvedException {
            if (failure != null) throw failure;
            if (variables != null) return variables;
            try {
                variables = Variables.defaults(directory, source).plus(root.get("vars"), directory, source);
                return variables;
            } catch (UnresolvedException e) {
                failure = e;
                throw e;
            }
        }
    }

    /** Returns the stages that one entry of {@code stages:} makes. */
    static List<Definition> expand(String name, Map<?, ?> body, Scope scope) throws IOException {
        var template = body.get("do") instanceof Map<?, ?> map ? map : body;
        try {
            if (body.containsKey("foreach")) return each(name, template, body.get("foreach"), scope);
            if (body.containsKey("matrix")) return matrix(name, withoutMatrix(body), body.get("matrix"), scope);
            var variables = Template.isIn(body) || body.containsKey("vars") ? scope.variables() : NONE;
            return List.of(new Definition(name, body, variables, Optional.empty()));
        } catch (UnresolvedException e) {
            return List.of(new Definition(name, template, NONE, Optional.of(e.reason())));
        }
    }

    private static List<Definition> each(String name, Map<?, ?> template, @Nullable Object over, Scope scope)
            throws IOException, UnresolvedException {
        var variables = scope.variables();
        var items = new Template(variables).fillWhole(over);
        var made = new LinkedHashMap<String, Definition>();
        if (items instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                var key = Values.text(entry.getKey());
                var own = variables.with("item", entry.getValue()).with("key", key);
                made.put(key, new Definition(name + "@" + key, template, own, Optional.empty()));
            }
        } else if (items instanceof List<?> list) {
            boolean plain = list.stream().allMatch(Values::isScalar);
            for (int i = 0; i < list.size(); i++) {
                var key = plain ? Values.text(list.get(i)) : Integer.toString(i);
                var own = variables.with("item", list.get(i));
                made.put(key, new Definition(name + "@" + key, template, own, Optional.empty()));
            }
        } else {
            throw new UnresolvedException("foreach is neither a list nor a dictionary");
        }
        return List.copyOf(made.values());
    }

    private static Map<?, ?> withoutMatrix(Map<?, ?> body) {
        var rest = new LinkedHashMap<Object, @Nullable Object>(body);
        rest.remove("matrix");
        return rest;
    }

    private static List<Definition> matrix(String name, Map<?, ?> template, @Nullable Object over, Scope scope)
            throws IOException, UnresolvedException {
        var variables = scope.variables();
        if (!(new Template(variables).fillWhole(over) instanceof Map<?, ?> axes)) {
            throw new UnresolvedException("matrix is not a dictionary");
        }
        List<Map<String, @Nullable Object>> items = new ArrayList<>(List.of(Map.of()));
        List<String> keys = new ArrayList<>(List.of(""));
        for (var axis : axes.entrySet()) extend(items, keys, Values.text(axis.getKey()), axis.getValue());
        var made = new ArrayList<Definition>();
        for (int i = 0; i < items.size() && !axes.isEmpty(); i++) {
            var own = variables.with("item", items.get(i)).with("key", keys.get(i));
            made.add(new Definition(name + "@" + keys.get(i), template, own, Optional.empty()));
        }
        return made;
    }

    /** Multiplies what there is by the values of one more axis. */
    private static void extend(
            List<Map<String, @Nullable Object>> items, List<String> keys, String axis, @Nullable Object values)
            throws UnresolvedException {
        if (!(values instanceof List<?> list)) throw new UnresolvedException("matrix '" + axis + "' is not a list");
        if ((long) items.size() * list.size() > MAX_STAGES)
            throw new UnresolvedException("matrix makes too many stages");
        var moreItems = new ArrayList<Map<String, @Nullable Object>>();
        var moreKeys = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            for (int j = 0; j < list.size(); j++) {
                var value = list.get(j);
                var item = new LinkedHashMap<>(items.get(i));
                item.put(axis, value);
                moreItems.add(item);
                var fragment = Values.isScalar(value) ? Values.text(value) : axis + j;
                moreKeys.add(keys.get(i).isEmpty() && items.get(i).isEmpty() ? fragment : keys.get(i) + "-" + fragment);
            }
        }
        items.clear();
        items.addAll(moreItems);
        keys.clear();
        keys.addAll(moreKeys);
    }
}
