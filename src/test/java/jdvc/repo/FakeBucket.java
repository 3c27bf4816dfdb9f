package jdvc.repo;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.OpenUploads;
import jdvc.store.s3.S3Settings;
import jdvc.store.s3.S3Store;

/** A server on this machine that answers every request as a test says, and stores that take it for S3. */
final class FakeBucket implements AutoCloseable {

    private final HttpServer server;

    FakeBucket(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
    }

    S3Store store(String url, LocalDisk disk, Path dir, OpenUploads uploads) throws IOException {
        var env = new Env(dir, dir, vars(), Clock.systemUTC(), new Random(1), 1);
        return S3Store.open(S3Settings.of("origin", url), disk, env, uploads, Progress.NONE);
    }

    /** Returns variables that make any store of S3 one of this server. */
    Map<String, String> vars() {
        var endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_ENDPOINT_URL", endpoint);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
