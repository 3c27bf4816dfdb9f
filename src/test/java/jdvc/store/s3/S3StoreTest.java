package jdvc.store.s3;

import java.nio.file.Path;
import jdvc.store.ObjectStore;
import jdvc.store.ObjectStoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real server, with signatures checked, below an awkward prefix. */
class S3StoreTest extends ObjectStoreContract {

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @TempDir
    Path home;

    private S3Store store;

    @BeforeEach
    void open() throws Exception {
        SERVER.bucket("bucket").close();
        store = new TestWorld(home).open(TestWorld.settings(SERVER.endpoint(), "s3://bucket/a b/é%20+&=x"));
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
