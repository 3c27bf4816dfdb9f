package jdvc.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.store.FlakyStore.Fault;
import org.junit.jupiter.api.Test;

/** A fake that fails nowhere is as good as the store behind it; one that fails does so as often as planned. */
class FlakyStoreTest extends ObjectStoreContract {

    private static final byte[] BYTES = {1, 2, 3};

    private final FlakyStore store = new FlakyStore(new CountingStore(new MemoryStore()));

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void failsAsOftenAsPlanned() throws Exception {
        var id = Hasher.hash(BYTES, Layout.V3);
        store.fail(Fault.WRITE, id, 1).fail(Fault.CUT, id, 1).fail(Fault.FLIP, id, 1);
        assertThrows(IOException.class, () -> store.write(id, Content.of(BYTES)));
        store.write(id, Content.of(BYTES));
        var content = store.read(id);
        assertThrows(IOException.class, () -> content.open().readAllBytes());
        assertArrayEquals(new byte[] {0, 2, 3}, content.open().readAllBytes());
        assertArrayEquals(BYTES, content.open().readAllBytes());
    }
}
