package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * As much of S3 as a store uses, over a map, with a log of requests and faults on demand. It believes every signature: what
 * is right is tested on a real server, this one is for what goes wrong.
 */
public final class FaultyServer implements BeforeEachCallback, AfterEachCallback {

    private static final String BUCKET = "/bucket/";

    final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    final Map<String, NavigableMap<Integer, byte[]>> uploads = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, String>> headers = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<Fault>> faults = Collections.synchronizedMap(new HashMap<>());
    private final Deque<String> bent = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Optional<SSLContext> tls;
    private volatile boolean keyed;
    private HttpServer server;
    private int begun;

    public FaultyServer() {
        tls = Optional.empty();
    }

    /** Serves https. */
    FaultyServer(SSLContext tls) {
        this.tls = Optional.of(tls);
    }

    /** Answers a request in place of the server. */
    @FunctionalInterface
    interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = tls.isPresent() ? secure(address, tls.get()) : HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext tls) throws IOException {
        var secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        return secure;
    }

    public String endpoint() {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** Plans faults for the next requests whose log line begins with {@code what}, such as {@code PUT}. */
    void plan(String what, Fault... planned) {
        faults.computeIfAbsent(what, w -> new ArrayDeque<>()).addAll(List.of(planned));
    }

    /** Takes back the faults that were planned and did not come. */
    void forgive() {
        faults.clear();
    }

    /** Makes the next PUT answer with an ETag that is not that of its bytes. */
    synchronized void bendEtag() {
        bent.add("0123456789abcdef0123456789abcdef");
    }

    /** From now on the bucket has a key of KMS by default: it says so with each answer, and its ETags are no MD5s. */
    void useKeyOfKms() {
        keyed = true;
    }

    private void tag(HttpExchange exchange, byte[] bytes) {
        exchange.getResponseHeaders().set("ETag", '"' + etag(bytes) + '"');
        if (keyed) exchange.getResponseHeaders().set("x-amz-server-side-encryption", "aws:kms");
    }

    private String etag(byte[] bytes) {
        return md5(keyed ? ("key" + md5(bytes)).getBytes(UTF_8) : bytes);
    }

    /** Returns the requests so far: {@code HEAD KEY}, {@code LIST PREFIX}, {@code PART 2}, {@code COMPLETE} … */
    List<String> log() {
        return List.copyOf(log);
    }

    long count(String verb) {
        return log().stream()
                .filter(line -> line.equals(verb) || line.startsWith(verb + " "))
                .count();
    }

    /** Returns the offsets at which objects were asked for so far, in order: 0 without a Range. */
    List<Long> starts() {
        var starts = new ArrayList<Long>();
        for (int i = 0; i < log.size(); i++) {
            if (!log.get(i).startsWith("GET ")) continue;
            var range = headers.get(i).getOrDefault("range", "bytes=0-");
            starts.add(Long.parseLong(range.substring("bytes=".length(), range.length() - 1)));
        }
        return starts;
    }

    /** Answers with the first bytes of an object, and then hangs up when {@code cut} returns. */
    Fault first(int count, Runnable cut) {
        return exchange -> {
            var bytes = objects.get(exchange.getRequestURI().getPath().substring(BUCKET.length()));
            exchange.getResponseHeaders().set("ETag", '"' + md5(bytes) + '"');
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, count);
            exchange.getResponseBody().flush();
            cut.run();
            exchange.close();
        };
    }

    /** Returns the headers of the first request whose log line begins with {@code what}, by lower-case names. */
    public Map<String, String> headersOf(String what) {
        for (int i = 0; i < log.size(); i++) if (log.get(i).startsWith(what)) return headers.get(i);
        throw new AssertionError("no " + what + " among " + log());
    }

    /** Returns the headers of the last request, by lower-case names. */
    Map<String, String> lastHeaders() {
        return headers.get(headers.size() - 1);
    }

    /** Returns the error document of S3. */
    static Fault refuse(int status, String code, String... extra) {
        return exchange -> {
            for (int i = 0; i + 1 < extra.length; i += 2)
                exchange.getResponseHeaders().set(extra[i], extra[i + 1]);
            send(
                    exchange,
                    status,
                    "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>planned</Message></Error>");
        };
    }

    /** Closes the connection without an answer. */
    static Fault hangUp() {
        return HttpExchange::close;
    }

    static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var query = query(exchange.getRequestURI().getRawQuery());
        String key = exchange.getRequestURI()
                .getPath()
                .substring(Math.min(
                        BUCKET.length(), exchange.getRequestURI().getPath().length()));
        String line = line(exchange.getRequestMethod(), key, query);
        note(exchange, line);
        var fault = next(line);
        if (fault != null) {
            fault.answer(exchange);
            return;
        }
        switch (line.split(" ")[0]) {
            case "LIST" -> list(exchange, query);
            case "LIST-UPLOADS" -> send(exchange, 200, "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
            case "HEAD" -> head(exchange, key);
            case "GET" -> get(exchange, key);
            case "PUT" -> put(exchange, key);
            case "DELETE-MANY" -> deleteMany(exchange);
            case "BEGIN" -> begin(exchange);
            case "PART" -> part(exchange, query);
            case "PARTS" -> parts(exchange, query);
            case "COMPLETE" -> complete(exchange, key, query);
            case "ABORT" -> abort(exchange, query);
            default -> send(exchange, 501, "");
        }
    }

    private static String line(String method, String key, Map<String, String> query) {
        if (query.containsKey("list-type")) return "LIST " + query.get("prefix");
        if (query.containsKey("delete")) return "DELETE-MANY";
        if (query.containsKey("uploads")) return method.equals("GET") ? "LIST-UPLOADS" : "BEGIN " + key;
        if (query.containsKey("partNumber")) return "PART " + query.get("partNumber");
        if (!query.containsKey("uploadId")) return method + " " + key;
        return switch (method) {
            case "GET" -> "PARTS";
            case "POST" -> "COMPLETE";
            default -> "ABORT";
        };
    }

    private void note(HttpExchange exchange, String line) {
        log.add(line);
        var all = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        headers.add(all);
    }

    private Fault next(String line) {
        synchronized (faults) {
            for (var planned : faults.entrySet()) {
                if (line.startsWith(planned.getKey()) && !planned.getValue().isEmpty())
                    return planned.getValue().remove();
            }
            return null;
        }
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.get("prefix");
        int most = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
        var xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        String last = query.getOrDefault("continuation-token", "");
        int n = 0;
        boolean truncated = false;
        for (var each :
                objects.tailMap(last.isEmpty() ? prefix : last, last.isEmpty()).entrySet()) {
            if (!each.getKey().startsWith(prefix)) break;
            truncated = n == most;
            if (truncated) break;
            xml.append("<Contents><Key>")
                    .append(each.getKey().replace("&", "&amp;"))
                    .append("</Key><Size>");
            xml.append(each.getValue().length).append("</Size></Contents>");
            last = each.getKey();
            n++;
        }
        xml.append("<IsTruncated>").append(truncated).append("</IsTruncated>");
        if (truncated) xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
        send(exchange, 200, xml.append("</ListBucketResult>").toString());
    }

    private void head(HttpExchange exchange, String key) throws IOException {
        var bytes = objects.get(key);
        if (bytes != null) exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        exchange.sendResponseHeaders(bytes == null ? 404 : 200, -1);
        exchange.close();
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        var bytes = objects.get(key);
        if (bytes == null) {
            refuse(404, "NoSuchKey").answer(exchange);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        String etag = '"' + md5(bytes) + '"';
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        if (match != null && !match.equals(etag)) {
            refuse(412, "PreconditionFailed").answer(exchange);
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length == from ? -1 : bytes.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, from, bytes.length - from);
        }
    }

    private void put(HttpExchange exchange, String key) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        objects.put(key, bytes);
        tag(exchange, bytes);
        synchronized (this) {
            if (!bent.isEmpty()) exchange.getResponseHeaders().set("ETag", '"' + bent.remove() + '"');
        }
        send(exchange, 200, "");
    }

    private void deleteMany(HttpExchange exchange) throws IOException {
        String xml = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        for (var each : xml.split("<Key>")) objects.remove(each.split("</Key>")[0]);
        send(exchange, 200, "<DeleteResult></DeleteResult>");
    }

    private synchronized void begin(HttpExchange exchange) throws IOException {
        String id = "upload-" + ++begun;
        uploads.put(id, new ConcurrentSkipListMap<>());
        send(
                exchange,
                200,
                "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private void part(HttpExchange exchange, Map<String, String> query) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        uploads.get(query.get("uploadId")).put(Integer.parseInt(query.get("partNumber")), bytes);
        tag(exchange, bytes);
        send(exchange, 200, "");
    }

    private void parts(HttpExchange exchange, Map<String, String> query) throws IOException {
        var upload = uploads.get(query.get("uploadId"));
        if (upload == null) {
            refuse(404, "NoSuchUpload").answer(exchange);
            return;
        }
        var xml = new StringBuilder("<ListPartsResult><IsTruncated>false</IsTruncated>");
        upload.forEach((n, bytes) -> xml.append("<Part><PartNumber>")
                .append(n)
                .append("</PartNumber><ETag>&quot;")
                .append(etag(bytes))
                .append("&quot;</ETag><Size>")
                .append(bytes.length)
                .append("</Size></Part>"));
        send(exchange, 200, xml.append("</ListPartsResult>").toString());
    }

    private void complete(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        var upload = uploads.remove(query.get("uploadId"));
        if (upload == null) {
            refuse(404, "NoSuchUpload").answer(exchange);
            return;
        }
        objects.put(key, join(upload.values()));
        send(exchange, 200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
    }

    private void abort(HttpExchange exchange, Map<String, String> query) throws IOException {
        uploads.remove(query.get("uploadId"));
        send(exchange, 204, "");
    }

    private static byte[] join(Iterable<byte[]> parts) {
        var whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        if (raw == null) return query;
        for (var pair : raw.split("&")) {
            var both = pair.split("=", 2);
            query.put(URLDecoder.decode(both[0], UTF_8), URLDecoder.decode(both.length > 1 ? both[1] : "", UTF_8));
        }
        return query;
    }
}
