package jdvc.store;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdvc.Progress;
import jdvc.object.ObjectId;

/** A store in front of another, for fakes that change one thing. */
abstract class ForwardingStore implements ObjectStore {

    private final ObjectStore inner;

    ForwardingStore(ObjectStore inner) {
        this.inner = inner;
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        return inner.missing(ids);
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        return inner.lengths(ids);
    }

    @Override
    public Content read(ObjectId id) throws IOException, InterruptedException {
        return inner.read(id);
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        inner.write(id, content, task);
    }

    @Override
    public void flush() throws IOException, InterruptedException {
        inner.flush();
    }

    @Override
    public List<Stored> list() throws IOException, InterruptedException {
        return inner.list();
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws IOException, InterruptedException {
        inner.delete(ids);
    }

    @Override
    public void close() {
        inner.close();
    }
}
