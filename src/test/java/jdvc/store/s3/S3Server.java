package jdvc.store.s3;

import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An S3 server in this process that checks signatures, one for a class of tests (the extension makes one per test). */
public final class S3Server implements BeforeAllCallback, AfterAllCallback {

    private final S3ProxyExtension inner =
            S3ProxyExtension.builder().withCredentials("lablab", "lablablab").build();

    /** Returns its address. */
    public String endpoint() {
        return inner.getUri().toString();
    }

    /** Returns a bucket that is there and empty. */
    public RawBucket bucket(String name) {
        var bucket = new RawBucket(endpoint(), name);
        bucket.make();
        bucket.empty();
        return bucket;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        inner.beforeEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        inner.afterEach(context);
    }
}
