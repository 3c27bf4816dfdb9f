package jdvc.track;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;
import org.jspecify.annotations.Nullable;

/** The {@code md5} of a stage's definition, docs/format.md#stage-md5: that of its sorted JSON without sizes and remarks. */
final class StageDigest {

    private static final Set<String> TOP_LEFT_OUT = Set.of("md5", "meta", "desc");
    private static final Set<String> LEFT_OUT = Set.of(
            "desc", "type", "labels", "meta", "locked", "frozen", "metric", "persist", "isexec", "size", "nfiles");
    /** Far above what an import says; aliases of aliases could make it grow without end. */
    private static final int MAX_VALUES = 100_000;

    private final RelPath location;
    private int values;

    private StageDigest(RelPath location) {
        this.location = location;
    }

    static String of(RelPath location, Mapping state) {
        var digest = new StageDigest(location);
        var top = new TreeMap<String, @Nullable Object>(RelPath::compare);
        top.putAll(digest.sorted(Values.ofMapping(state)));
        top.keySet().removeAll(TOP_LEFT_OUT);
        var bytes = Json.format(top).getBytes(StandardCharsets.US_ASCII);
        var hasher = new Hasher(Layout.V3);
        hasher.update(bytes, 0, bytes.length);
        return hasher.id().hex();
    }

    private Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, @Nullable Object>(RelPath::compare);
        for (var entry : map.entrySet()) {
            var key = String.valueOf(entry.getKey());
            if (!LEFT_OUT.contains(key)) sorted.put(key, clean(entry.getValue()));
        }
        return sorted;
    }

    private @Nullable Object clean(@Nullable Object value) {
        if (++values > MAX_VALUES) throw JdvcException.of(Kind.LIMIT, "'%s' says too much to be hashed", location);
        if (value instanceof Map<?, ?> map) return sorted(map);
        if (!(value instanceof List<?> list)) return value;
        var all = new ArrayList<@Nullable Object>();
        for (var item : list) all.add(clean(item));
        return all;
    }
}
