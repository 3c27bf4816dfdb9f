package jdvc.store.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import jdvc.store.s3.Wire.Answer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signs requests to one bucket and sends them; knows no operation. Safe for use by many threads. */
final class Requests {

    private static final int ERROR_LIMIT = 64 << 10;
    private static final int ANSWER_LIMIT = 16 << 20;

    private final Wire wire;
    private final Keys keys;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private volatile Endpoint endpoint;
    private volatile Duration skew = Duration.ZERO;

    /**
     * One request.
     *
     * @param method in capitals
     * @param key of an object, empty for the bucket itself
     */
    record Request(String method, String key, Map<String, String> query, Map<String, String> headers, Body body) {

        static Request of(String method, String key) {
            return new Request(method, key, Map.of(), Map.of(), Body.NONE);
        }

        /** Headers may hold a key of the user's. */
        @Override
        public String toString() {
            return method + " " + key;
        }

        /** Tells whether the answer is an object, of whatever type its owner said. */
        boolean isForBytes() {
            return !key.isEmpty() && query.isEmpty() && (method.equals("GET") || method.equals("HEAD"));
        }

        Request query(Map<String, String> parameters) {
            return new Request(method, key, parameters, headers, body);
        }

        Request headers(Map<String, String> more) {
            var all = new HashMap<>(headers);
            all.putAll(more);
            return new Request(method, key, query, all, body);
        }

        Request body(Body newBody) {
            return new Request(method, key, query, headers, newBody);
        }
    }

    Requests(Wire wire, Keys keys, Clock clock, Endpoint endpoint) {
        this.wire = wire;
        this.keys = keys;
        this.clock = clock;
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    void move(Endpoint newEndpoint) {
        endpoint = newEndpoint;
    }

    /** Returns by how much the server's clock is ahead of ours, as it was last corrected. */
    Duration skew() {
        return skew;
    }

    /** Signs from now on by a clock that is this much ahead of ours. */
    void correct(Duration newSkew) {
        skew = newSkew;
    }

    /**
     * Sends a request once.
     *
     * @return an answer of success, whose body the caller closes
     * @throws Refused if the server answers otherwise
     * @throws SourceException if the bytes to send cannot be had or are wrong
     */
    Answer send(Request request) throws IOException, InterruptedException {
        boolean arrived = false;
        var out = open(request.body());
        try (out) {
            var answer = exchange(request, out);
            arrived = answer.status() / 100 == 2 && (request.isForBytes() || !Refused.isPage(answer.headers()));
            if (arrived) return answer;
            try (var body = answer.body()) {
                throw refusal(answer, body);
            }
        } finally {
            if (!arrived) out.lost();
        }
    }

    /**
     * Asks for the bucket without a signature. Whatever is answered, also a refusal, comes from a server that is there.
     *
     * @return the answer, whose body the caller closes
     */
    Answer greet() throws IOException, InterruptedException {
        var at = endpoint;
        try (var out = Body.NONE.open()) {
            var request = HttpRequest.newBuilder(URI.create(at.server() + at.path("")))
                    .method("HEAD", out.publisher())
                    .header("User-Agent", "jdvc")
                    .build();
            return wire.exchange(request, out);
        }
    }

    private static Outgoing open(Body body) throws SourceException {
        try {
            return body.open();
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    private Answer exchange(Request request, Outgoing out) throws IOException, InterruptedException {
        try {
            return wire.exchange(build(request, out), out);
        } catch (IOException e) {
            var wrong = out.failure();
            throw wrong.isPresent() ? new SourceException(wrong.get()) : e;
        }
    }

    private HttpRequest build(Request request, Outgoing out) {
        var at = endpoint;
        var address = URI.create(at.server() + at.path(request.key()) + Endpoint.query(request.query()));
        var built = HttpRequest.newBuilder(address)
                .method(request.method(), out.publisher())
                .header("User-Agent", "jdvc");
        for (var header : headers(request, at).entrySet()) built.header(header.getKey(), header.getValue());
        return built.build();
    }

    private Map<String, String> headers(Request request, Endpoint at) {
        if (keys.anonymous()) return request.headers();
        // The scheme is no part of a signature, but over http the SDK would insist on a SHA-256 of the body; ours is
        // covered by its MD5, which is signed, and hashing twice is what makes small objects slow.
        var plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .protocol("https")
                .host(URI.create(at.server()).getHost())
                .encodedPath(at.path(request.key()))
                .putHeader("Host", at.authority());
        request.query().forEach(plain::putRawQueryParameter);
        request.headers().forEach(plain::putHeader);
        var identity = keys.resolve();
        var signed = signer.sign(r -> r.identity(identity)
                .request(plain.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, at.region())
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(clock, skew)));
        var headers = new HashMap<String, String>();
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) headers.put(name, values.get(0)); // the HTTP client sets the same one
        });
        return headers;
    }

    private static Refused refusal(Answer answer, InputStream body) throws IOException {
        var text = new String(body.readNBytes(ERROR_LIMIT), StandardCharsets.UTF_8);
        return refusal(answer, text);
    }

    /** Reads an error document, of whatever status. */
    static Refused refusal(Answer answer, String text) {
        var found = new HashMap<String, String>();
        try {
            Markup.read(text.getBytes(StandardCharsets.UTF_8), found::putIfAbsent);
        } catch (IOException e) {
            var words = Refused.isPage(answer.headers()) ? "a web page" : Text.clean(text);
            return new Refused(answer.status(), "", words, "", answer.headers());
        }
        return new Refused(
                answer.status(),
                Text.clean(found.getOrDefault("Code", "")),
                Text.clean(found.getOrDefault("Message", "")),
                Text.clean(found.getOrDefault("Region", "")),
                answer.headers());
    }

    /** Sends a request and returns the document that answers it. */
    byte[] document(Request request) throws IOException, InterruptedException {
        return whole(send(request));
    }

    /** Returns the document of an answer, which is closed. */
    static byte[] whole(Answer answer) throws IOException {
        try (var body = answer.body()) {
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > ANSWER_LIMIT)
                    throw new IOException("the answer is larger than " + ANSWER_LIMIT + " bytes");
            }
            return bytes.toByteArray();
        }
    }
}
