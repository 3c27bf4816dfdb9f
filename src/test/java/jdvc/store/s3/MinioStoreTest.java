package jdvc.store.s3;

import java.nio.file.Path;
import java.util.Optional;
import jdvc.store.ObjectStore;
import jdvc.store.ObjectStoreContract;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the best-known server of one's own, over https with an authority of one's own. */
class MinioStoreTest extends ObjectStoreContract {

    @RegisterExtension
    static final LabServer SERVER = new LabServer("minio", "--tls", "--bucket", "bucket");

    @TempDir
    Path home;

    private S3Store store;

    @BeforeEach
    void open() throws Exception {
        var server = new Server(Optional.of(SERVER.endpoint()), Optional.empty(), true, Verify.YES, SERVER.ca());
        // a place of its own for each test is as good as an empty bucket
        var settings = TestWorld.settings(SERVER.endpoint(), "s3://bucket/a b/é%20+&=x/" + home.getFileName());
        store = new TestWorld(home).open(settings.with(server));
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
