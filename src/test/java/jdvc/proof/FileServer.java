package jdvc.proof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import jdvc.object.Hasher;
import jdvc.object.Layout;

/** A server of files by HTTP that misbehaves where it is told to. */
final class FileServer implements AutoCloseable {

    final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    /** Method and path of each request. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final Set<String> methods = java.util.concurrent.ConcurrentHashMap.newKeySet();
    /** Where a path leads. */
    final Map<String, String> redirects = new ConcurrentSkipListMap<>();
    /** How many requests of a path are answered 503. */
    final Map<String, Integer> busy = new ConcurrentSkipListMap<>();
    /** How many answers of a path break off in the middle. */
    final Map<String, Integer> torn = new ConcurrentSkipListMap<>();

    volatile String authorization = "";
    volatile boolean tags = true;
    volatile boolean ranges = true;
    private final HttpServer server;

    FileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        methods.addAll(List.of("GET", "HEAD", "POST", "PUT"));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the text of the files below a path, by the rest of their paths. */
    Map<String, String> below(String path) {
        var found = new TreeMap<String, String>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(path))
                found.put(name.substring(path.length()), new String(bytes, StandardCharsets.UTF_8));
        });
        return found;
    }

    private static boolean take(Map<String, Integer> counts, String path) {
        return counts.merge(path, 0, (left, none) -> left - 1) >= 0;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            var path = exchange.getRequestURI().getPath();
            asked.add(method + " " + path);
            byte[] body = exchange.getRequestBody().readAllBytes();
            var known = exchange.getRequestHeaders().getFirst("Authorization");
            if (!authorization.isEmpty() && !authorization.equals(known)) say(exchange, 401);
            else if (!methods.contains(method)) say(exchange, 405);
            else if (busy.containsKey(path) && take(busy, path)) say(exchange, 503);
            else if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", String.valueOf(redirects.get(path)));
                say(exchange, 302);
            } else if (method.equals("POST") || method.equals("PUT")) {
                files.put(path, body);
                say(exchange, 201);
            } else give(exchange, path);
        }
    }

    private void give(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            say(exchange, 404);
            return;
        }
        var headers = exchange.getResponseHeaders();
        var tag = "\"" + Hasher.hash(bytes, Layout.V3).hex() + "\"";
        if (tags) headers.set("ETag", tag);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        var range = exchange.getRequestHeaders().getFirst("Range");
        int start = 0;
        if (ranges && range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
        exchange.sendResponseHeaders(start > 0 ? 206 : 200, bytes.length - start == 0 ? -1 : bytes.length - start);
        boolean cut = torn.containsKey(path) && take(torn, path);
        exchange.getResponseBody()
                .write(Arrays.copyOfRange(bytes, start, cut ? start + (bytes.length - start) / 2 : bytes.length));
    }

    private static void say(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
