package jdvc.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdvc.Progress;
import jdvc.object.ObjectId;

/** Takes note of what a store is asked: {@code missing 3}, {@code read ID}, {@code write ID}, {@code flush}. */
public final class CountingStore extends ForwardingStore {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    public CountingStore(ObjectStore inner) {
        super(inner);
    }

    /** Returns the calls so far, in their order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns how many calls began with {@code verb}. */
    public long count(String verb) {
        return calls().stream().filter(call -> call.startsWith(verb)).count();
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        calls.add("missing " + ids.size());
        return super.missing(ids);
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        calls.add("lengths " + ids.size());
        return super.lengths(ids);
    }

    @Override
    public Content read(ObjectId id) throws IOException, InterruptedException {
        calls.add("read " + id);
        return super.read(id);
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        calls.add("write " + id);
        super.write(id, content, task);
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        calls.add("flush");
        super.flush();
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws IOException, InterruptedException {
        calls.add("delete " + ids.size());
        super.delete(ids);
    }
}
