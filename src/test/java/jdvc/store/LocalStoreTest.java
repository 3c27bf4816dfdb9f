package jdvc.store;

import java.nio.file.Path;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends ObjectStoreContract {

    @TempDir
    Path directory;

    private LocalStore store;

    @BeforeEach
    void open() {
        store = new LocalStore(new LocalDisk(Durability.OFF, new Random(1), 022), directory, Memo.NONE, false, 2);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
