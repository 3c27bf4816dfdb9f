package jdvc.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends one request and returns its answer, and watches that bytes move (safety 11.2). An interrupt ends an exchange at
 * once, whatever it is waiting for. Safe for use by many threads.
 *
 * <p>The only class that touches a {@code CompletableFuture}: with it a thread can wait for its own exchange and look at
 * the progress meanwhile, so that no other thread has to.
 */
public final class Wire {

    /** Looks at the progress of a request this many times before it is given up. */
    private static final int LOOKS = 8;

    private final HttpClient client;
    private final Patience patience;
    private final Pulse pulse;

    /**
     * How long to wait.
     *
     * @param connect for a connection
     * @param stall without a byte in either direction
     * @param think for an answer, once the request is sent
     */
    public record Patience(Duration connect, Duration stall, Duration think) {}

    /**
     * An answer whose head is here; the caller closes its body.
     *
     * @param body fails if no byte comes for the time of {@code stall}
     */
    public record Answer(int status, HttpHeaders headers, Arrival body) {}

    public Wire(SSLContext tls, ProxySelector proxies, Patience patience, Pulse pulse) {
        this.patience = patience;
        this.pulse = pulse;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // a signature is for one host (safety 10.10)
                .connectTimeout(patience.connect())
                .sslContext(tls)
                .proxy(proxies)
                .build();
    }

    /** Sends a request, whose body is {@code out}, and waits for the head of the answer. */
    public Answer exchange(HttpRequest request, Outgoing out) throws IOException, InterruptedException {
        var exchange = client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        try {
            var response = await(exchange, out);
            var body = new Arrival(patience.stall(), pulse, System::nanoTime);
            response.body().subscribe(body);
            return new Answer(response.statusCode(), response.headers(), body);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            exchange.cancel(true); // of no effect on one that is done
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> await(
            CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> exchange, Outgoing out)
            throws IOException, InterruptedException, ExecutionException {
        long seen = out.sent();
        long stalledNanos = 0;
        while (true) {
            var limit = out.isAllSent() ? patience.think() : patience.stall();
            long slice = limit.toNanos() / LOOKS;
            try {
                return exchange.get(slice, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                boolean moved = out.sent() != seen;
                if (moved) pulse.beat();
                stalledNanos = moved ? 0 : stalledNanos + slice;
                seen = out.sent();
                if (stalledNanos >= limit.toNanos()) throw new HttpTimeoutException(words(limit, out));
            }
        }
    }

    private static String words(Duration limit, Outgoing out) {
        return out.isAllSent() ? "no answer for " + Text.of(limit) : "no byte taken for " + Text.of(limit);
    }

    private static IOException cause(ExecutionException e) {
        var cause = e.getCause();
        if (cause instanceof IOException io) return io;
        if (cause instanceof UncheckedIOException io) return new IOException(io.getMessage(), io.getCause());
        if (cause instanceof RuntimeException unexpected) throw unexpected;
        return new IOException(cause);
    }
}
