package jdvc.repo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.object.ObjectId;

/**
 * How far the check of a store has come, in {@code fsck} of the state folder: objects are taken in the order of their
 * names, so that one name says it. Safe for use by many threads.
 */
final class FsckState {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(5);

    private final StateFile file;
    private final Clock clock;
    private final String location;
    private final String scope;
    private Subset subset;
    private long begun;
    private String after = "";
    private final List<ObjectId> bad = new ArrayList<>();
    private List<ObjectId> ids = List.of();
    private final BitSet done = new BitSet();
    private int next;
    private long savedMillis;

    /**
     * @param location of the store
     * @param scope what of it is looked at, in words that are the same when it is the same
     */
    FsckState(StateFile file, Clock clock, String location, String scope, Subset subset) {
        this.file = file;
        this.clock = clock;
        this.location = location;
        this.scope = scope;
        this.subset = subset;
        begun = clock.instant().getEpochSecond();
    }

    /** Takes up what an interrupted check left, if it was one like this; false if there is none. */
    boolean resume() throws IOException {
        if (!(file.rows("places").get(location) instanceof Map<?, ?> row)
                || !scope.equals(row.get("scope"))
                || !subset.text().equals(row.get("subset"))
                || !(row.get("after") instanceof String name)
                || !(row.get("begun") instanceof Long time)
                || !(row.get("start") instanceof Long start)
                || !(row.get("bad") instanceof List<?> names)) {
            return false;
        }
        long age = clock.instant().getEpochSecond() - time;
        if (age < 0 || age > KEPT.toSeconds() || ObjectId.parsePath(name).isEmpty()) return false;
        begun = time;
        after = name;
        subset = subset.at(start.intValue());
        for (var each : names) ObjectId.parsePath(String.valueOf(each)).ifPresent(bad::add);
        return true;
    }

    /** Returns those of {@code sorted} that are still to be read: what was found wrong before is looked at again. */
    synchronized List<ObjectId> rest(List<ObjectId> sorted) {
        var last = ObjectId.parsePath(after);
        ids = sorted.stream()
                .filter(subset::has)
                .filter(id -> last.isEmpty() || id.compareTo(last.get()) > 0 || bad.contains(id))
                .toList();
        bad.clear();
        return ids;
    }

    /** Takes note that the {@code index}-th of the rest was read. */
    synchronized void done(int index, boolean right) throws IOException {
        done.set(index);
        if (!right) bad.add(ids.get(index));
        next = done.nextClearBit(next);
        if (clock.millis() - savedMillis >= BETWEEN_SAVES.toMillis()) save();
    }

    /** Writes how far it came. */
    synchronized void save() throws IOException {
        savedMillis = clock.millis();
        if (next == 0) return;
        var row = new LinkedHashMap<String, Object>();
        row.put("scope", scope);
        row.put("subset", subset.text());
        row.put("start", (long) subset.start());
        row.put("begun", begun);
        row.put("after", ids.get(next - 1).path());
        row.put("bad", bad.stream().map(ObjectId::path).toList());
        put(row);
    }

    /** Takes note that all was read: the next check begins anew. */
    synchronized void end() throws IOException {
        var places = file.rows("places");
        if (places.remove(location) != null) file.write(Map.of("places", places));
    }

    private void put(Map<String, Object> row) throws IOException {
        var places = file.rows("places");
        places.put(location, row);
        file.write(Map.of("places", places));
    }
}
