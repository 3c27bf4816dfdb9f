package jdvc.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import jdvc.Progress;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferTest {

    private final MemoryStore cache = new MemoryStore("cache");
    private final MemoryStore remote = new MemoryStore("remote");
    private ObjectId a;
    private ObjectId b;
    private ObjectId tree;

    @BeforeEach
    void fill() throws Exception {
        a = put(cache, "a");
        b = put(cache, "b");
        var listing =
                Tree.of(List.of(new TreeEntry(RelPath.parse("x"), a), new TreeEntry(RelPath.parse("y"), b)), Layout.V3);
        tree = listing.id();
        cache.write(tree, Content.of(listing.bytes()));
    }

    private static ObjectId put(ObjectStore store, String text) throws Exception {
        var id = Hasher.hash(text.getBytes(UTF_8), Layout.V3);
        store.write(id, Content.of(text.getBytes(UTF_8)));
        return id;
    }

    private Transfer.Outcome copy(ObjectStore from, ObjectStore to) throws Exception {
        var wanted = new Transfer.Wanted(Map.of(tree, List.of(a, b)), List.of());
        Collection<ObjectId> ids = wanted.ids();
        return Transfer.copy(
                wanted, to.missing(ids), new Transfer.Route(from, to, ObjectId::toString), 4, Progress.Task.NONE);
    }

    @Test
    void fetchIsPushSwapped() throws Exception {
        assertTrue(copy(cache, remote).isComplete());
        assertEquals(Set.of(a, b, tree), remote.ids());
        cache.delete(List.of(a, b, tree));
        assertTrue(copy(remote, cache).isComplete());
        assertEquals(Set.of(a, b, tree), cache.ids());
    }

    @Test
    void asksWritesAndReadsEachObjectOnce() throws Exception {
        var from = new CountingStore(cache);
        var to = new CountingStore(remote);
        copy(from, to);
        assertEquals(1, to.count("missing"));
        assertEquals(3, to.count("write"));
        assertEquals(3, from.count("read"));
        copy(from, to);
        assertEquals(3, to.count("write"), "nothing is sent twice");
    }

    @Test
    void aTreeIsWrittenAfterItsFiles() throws Exception {
        var to = new CountingStore(remote);
        copy(cache, to);
        var writes =
                to.calls().stream().filter(call -> call.startsWith("write")).toList();
        assertTrue(writes.get(2).contains(".dir"), writes.toString());
    }

    @Test
    void aTreeStaysAwayWhileAFileOfItDoes() throws Exception {
        cache.delete(List.of(b));
        var outcome = copy(cache, remote);
        assertEquals(Set.of(a), remote.ids());
        assertEquals(Set.of(b), outcome.missing());
        assertFalse(outcome.isComplete());
        put(cache, "b");
        assertTrue(copy(cache, remote).isComplete());
        assertEquals(Set.of(a, b, tree), remote.ids());
    }

    @Test
    void whatComesDamagedOnceIsAskedForAgain() throws Exception {
        copy(cache, remote);
        cache.delete(List.of(a, b, tree));
        var flaky = new FlakyStore(remote).fail(FlakyStore.Fault.FLIP, a, 1);
        assertTrue(copy(flaky, cache).isComplete());
    }

    @Test
    void whatComesDamagedAgainAndAgainFailsAndTheOthersCome() throws Exception {
        copy(cache, remote);
        cache.delete(List.of(a, b, tree));
        var flaky = new FlakyStore(remote).fail(FlakyStore.Fault.FLIP, a, 9);
        var outcome = copy(flaky, cache);
        assertEquals(Set.of(a, tree), outcome.failed().keySet());
        assertEquals(Set.of(b), cache.ids());
        var why = String.valueOf(outcome.failed().get(a).getMessage());
        assertTrue(why.startsWith("object " + a + " from remote is damaged: its bytes hash to "), why);
    }

    private long told(ObjectStore from, ObjectStore to) throws Exception {
        var told = new Tally();
        var wanted = new Transfer.Wanted(Map.of(tree, List.of(a, b)), List.of());
        Transfer.copy(wanted, to.missing(wanted.ids()), new Transfer.Route(from, to, ObjectId::toString), 4, told);
        return told.bytes();
    }

    @Test
    void bytesAreCountedOnceAlsoIfTheyComeTwice() throws Exception {
        long all = cache.lengths(List.of(a, b, tree)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(all, told(new FlakyStore(cache).fail(FlakyStore.Fault.FLIP, a, 1), remote));
    }

    @Test
    void bytesOfWhatFailedDoNotCount() throws Exception {
        assertEquals(1, told(new FlakyStore(cache).fail(FlakyStore.Fault.FLIP, a, 9), remote), "b alone");
    }

    /** Knows which files were begun and which of them have not ended. */
    private static final class Files implements Progress.Task {
        private final Set<String> begun = ConcurrentHashMap.newKeySet();
        private final Set<String> open = ConcurrentHashMap.newKeySet();

        @Override
        public Progress.Task file(String name, LongSupplier bytes) {
            begun.add(name);
            open.add(name);
            var whole = this;
            return new Progress.Task() {
                @Override
                public void files(long done) {
                    whole.files(done);
                }

                @Override
                public void bytes(long done) {
                    whole.bytes(done);
                }

                @Override
                public void close() {
                    open.remove(name);
                }
            };
        }

        @Override
        public void files(long done) {}

        @Override
        public void bytes(long done) {}

        @Override
        public void close() {}
    }

    @Test
    void tellsOfEachObjectByItsNameUntilItIsDoneOrHasFailed() throws Exception {
        var names = Map.of(a, "data/a", b, "data/b", tree, "data");
        var files = new Files();
        var flaky = new FlakyStore(cache).fail(FlakyStore.Fault.FLIP, a, 9);
        var wanted = new Transfer.Wanted(Map.of(tree, List.of(a, b)), List.of());
        var route = new Transfer.Route(flaky, remote, id -> names.getOrDefault(id, "?"));
        Transfer.copy(wanted, wanted.ids(), route, 4, files);
        assertEquals(Set.of("data/a", "data/b"), files.begun, "the listing of what is not there is not sent");
        assertEquals(Set.of(), files.open);
    }
}
