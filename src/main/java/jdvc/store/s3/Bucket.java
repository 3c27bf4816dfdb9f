package jdvc.store.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.store.s3.Requests.Request;
import jdvc.store.s3.Wire.Answer;
import org.jspecify.annotations.Nullable;

/** One bucket: a method for each request that S3 knows and we need, made once. Safe for use by many threads. */
final class Bucket {

    private final Requests requests;
    private final Headers headers;

    Bucket(Requests requests, S3Settings.Marks marks) {
        this.requests = requests;
        headers = new Headers(marks);
    }

    /** What HEAD tells of a key; {@code length} is 0 of one that is not there; {@code etag} without quotes. */
    record Head(State state, long length, String etag) {}

    /** Whether a key has an object; FORBIDDEN where we may not know. */
    enum State {
        THERE,
        MISSING,
        FORBIDDEN
    }

    /** Part of a listing; {@code next} continues it, {@code now} is the server's time if it tells. */
    record Page(List<Item> items, Optional<String> next, Optional<Instant> now) {}

    /**
     * A key, how many bytes it has, and when it came, if the server tells; one that ends with a slash may stand for all
     * below; {@code etag} without quotes.
     */
    record Item(String key, long length, Optional<Instant> changed, String etag) {}

    /** A part as the server has it; {@code etag} without quotes; {@code sent} when, by the server's clock, and in the far future
     * if it does not tell, so that nothing is old by mistake. */
    record Part(long length, String etag, Instant sent) {}

    /** What the server calls a part that it was sent, without quotes, and the same again if it is the MD5 of the part's bytes. */
    record Sent(String etag, Optional<String> md5) {}

    Head head(String key) throws IOException, InterruptedException {
        try {
            var answer = requests.send(Request.of("HEAD", key).headers(headers.customer()));
            answer.body().close();
            return new Head(
                    State.THERE,
                    answer.headers().firstValueAsLong("Content-Length").orElse(0),
                    Headers.unquote(answer.headers().firstValue("ETag").orElse("")));
        } catch (Refused e) {
            if (e.status() == 404) return new Head(State.MISSING, 0, "");
            if (e.status() == 403 || e.status() == 400 && !isElsewhere(e)) return new Head(State.FORBIDDEN, 0, "");
            throw e;
        }
    }

    /** Else 400 is for a session that has expired, or bytes under a key that we did not show; a listing has words. */
    private boolean isElsewhere(Refused refused) {
        return !refused.region()
                .orElse(requests.endpoint().region())
                .equals(requests.endpoint().region());
    }

    /**
     * Opens an object at {@code from}; a server may begin at 0 all the same, and then answers with status 200.
     *
     * @param etag which one it must still be, for what is behind its start; empty if it may be any
     */
    Answer get(String key, long from, String etag) throws IOException, InterruptedException {
        var wanted = new HashMap<>(headers.customer());
        if (from > 0) wanted.put("Range", "bytes=" + from + "-");
        if (from > 0 && !etag.isEmpty() && etag.indexOf('"') < 0) wanted.put("If-Match", '"' + etag + '"');
        return requests.send(Request.of("GET", key).headers(wanted));
    }

    /**
     * Stores an object.
     *
     * @param md5 of the body
     * @return the ETag, if it is the body's MD5 by the server's own reckoning
     */
    Optional<String> put(String key, byte[] md5, Body body) throws IOException, InterruptedException {
        var answer = requests.send(Request.of("PUT", key)
                .headers(headers.create())
                .headers(headers.customer())
                .headers(Map.of("Content-MD5", base64(md5)))
                .body(body));
        answer.body().close();
        return headers.md5Etag(answer);
    }

    /** Lists keys that begin with {@code prefix}; {@code after} is the {@code next} of the page before, or empty. */
    Page list(String prefix, Optional<String> after, int most) throws IOException, InterruptedException {
        return list(new HashMap<>(), prefix, after, most);
    }

    /** As {@link #list}, and keys with a further slash stand together for the beginning that they share, once a page. */
    Page listDirectory(String prefix, Optional<String> after) throws IOException, InterruptedException {
        return list(new HashMap<>(Map.of("delimiter", "/")), prefix, after, 1000);
    }

    private Page list(Map<String, String> query, String prefix, Optional<String> after, int most)
            throws IOException, InterruptedException {
        query.put("list-type", "2");
        query.put("prefix", prefix);
        if (most < 1000) query.put("max-keys", Integer.toString(most));
        after.ifPresent(token -> query.put("continuation-token", token));
        var reader = new ListReader();
        var answer = requests.send(Request.of("GET", "").query(query));
        Markup.read(Requests.whole(answer), reader);
        return new Page(
                reader.items,
                Optional.ofNullable(reader.next).filter(n -> reader.truncated && !n.isEmpty()),
                answer.headers().firstValue("Date").flatMap(Remedy::parse));
    }

    /** Takes in a ListBucketResult: {@code <Contents><Key>…</Key>…<Size>3</Size></Contents>}. */
    private static final class ListReader implements Markup.Visitor {
        private final List<Item> items = new ArrayList<>();
        private String key = "";
        private long size = -1;
        private String etag = "";
        private Optional<Instant> changed = Optional.empty();
        private boolean truncated;
        private boolean inCommon;
        private @Nullable String next;

        @Override
        public void open(String name) {
            if (name.equals("CommonPrefixes")) inCommon = true;
            if (name.equals("Contents")) {
                key = "";
                size = -1;
                etag = "";
                changed = Optional.empty();
            }
        }

        @Override
        public void close(String name, String text) {
            switch (name) {
                case "Key" -> key = text;
                case "Size" -> size = Long.parseLong(text);
                case "ETag" -> etag = Headers.unquote(text);
                case "LastModified" -> changed = Markup.time(text);
                case "Contents" -> items.add(new Item(key, size, changed, etag));
                case "Prefix" -> {
                    if (inCommon) items.add(new Item(text, 0, Optional.empty(), ""));
                }
                case "CommonPrefixes" -> inCommon = false;
                case "IsTruncated" -> truncated = text.equals("true");
                case "NextContinuationToken" -> next = text;
                default -> {
                    // owners and classes are of no interest
                }
            }
        }
    }

    /** Begins a multipart upload and returns its id. */
    String begin(String key) throws IOException, InterruptedException {
        var answer = requests.document(Request.of("POST", key)
                .query(Map.of("uploads", ""))
                .headers(headers.create())
                .headers(headers.customer()));
        String id = first(answer, "UploadId");
        if (id.isEmpty()) throw new IOException("the server began an upload and gave it no id");
        return id;
    }

    /** Sends a part. */
    Sent part(String key, String uploadId, int number, Body body) throws IOException, InterruptedException {
        var answer = requests.send(Request.of("PUT", key)
                .query(Map.of("uploadId", uploadId, "partNumber", Integer.toString(number)))
                .headers(headers.customer())
                .body(body));
        answer.body().close();
        return new Sent(Headers.unquote(answer.headers().firstValue("ETag").orElse("")), headers.md5Etag(answer));
    }

    /** Returns the parts that an upload has. */
    Map<Integer, Part> parts(String key, String uploadId) throws IOException, InterruptedException {
        var parts = new TreeMap<Integer, Part>();
        String marker = "";
        while (true) {
            var query = new HashMap<>(Map.of("uploadId", uploadId));
            if (!marker.isEmpty()) query.put("part-number-marker", marker);
            var reader = new PartReader(parts);
            Markup.read(requests.document(Request.of("GET", key).query(query)), reader);
            if (!reader.truncated || reader.next.isEmpty()) return parts;
            if (reader.next.equals(marker)) throw new IOException("the server repeats a page of its listing");
            marker = reader.next;
        }
    }

    /** Takes in a ListPartsResult. */
    private static final class PartReader implements Markup.Visitor {
        private final Map<Integer, Part> parts;
        private int number;
        private long size;
        private String etag = "";
        private Instant sent = Instant.MAX;
        private boolean truncated;
        private String next = "";

        PartReader(Map<Integer, Part> parts) {
            this.parts = parts;
        }

        @Override
        public void open(String name) {
            if (name.equals("Part")) sent = Instant.MAX;
        }

        @Override
        public void close(String name, String text) {
            switch (name) {
                case "PartNumber" -> number = Integer.parseInt(text);
                case "Size" -> size = Long.parseLong(text);
                case "ETag" -> etag = Headers.unquote(text);
                case "LastModified" -> sent = Markup.time(text).orElse(Instant.MAX);
                case "Part" -> parts.put(number, new Part(size, etag, sent));
                case "IsTruncated" -> truncated = text.equals("true");
                case "NextPartNumberMarker" -> next = text;
                default -> {
                    // owners, dates and classes are of no interest
                }
            }
        }
    }

    /** Makes an object of its parts, given by their ETags in order. An error may come with status 200 (safety 11.1). */
    void complete(String key, String uploadId, List<String> etags) throws IOException, InterruptedException {
        var xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < etags.size(); i++) {
            xml.append("<Part><PartNumber>")
                    .append(i + 1)
                    .append("</PartNumber><ETag>\"")
                    .append(escape(etags.get(i)));
            xml.append("\"</ETag></Part>");
        }
        var body = xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        var answer = requests.send(Request.of("POST", key)
                .query(Map.of("uploadId", uploadId))
                .headers(headers.customer())
                .headers(Map.of("Content-Type", "application/xml"))
                .body(Body.of(body)));
        var text = new String(Requests.whole(answer), StandardCharsets.UTF_8);
        if (text.contains("<Error>") || !text.contains("CompleteMultipartUploadResult")) {
            var why = Requests.refusal(answer, text);
            throw why.code().isEmpty() ? new IOException("the server broke off while it joined the parts") : why;
        }
    }

    /** Drops an upload and its parts; one that is gone is as good. */
    void abort(String key, String uploadId) throws IOException, InterruptedException {
        try {
            requests.send(Request.of("DELETE", key).query(Map.of("uploadId", uploadId)))
                    .body()
                    .close();
        } catch (Refused e) {
            if (e.status() != 404) throw e;
        }
    }

    /** Deletes at most 1000 keys; those that are gone are as good. */
    void delete(List<String> keys) throws IOException, InterruptedException {
        var xml = new StringBuilder("<Delete><Quiet>true</Quiet>");
        for (var key : keys) xml.append("<Object><Key>").append(escape(key)).append("</Key></Object>");
        var body = xml.append("</Delete>").toString().getBytes(StandardCharsets.UTF_8);
        var answer = requests.send(Request.of("POST", "")
                .query(Map.of("delete", ""))
                .headers(Map.of("Content-MD5", base64(md5(body)), "Content-Type", "application/xml"))
                .body(Body.of(body)));
        var text = new String(Requests.whole(answer), StandardCharsets.UTF_8);
        if (text.contains("<Error>")) throw Requests.refusal(answer, text);
    }

    private static String first(byte[] xml, String element) throws IOException {
        var found = new HashMap<String, String>();
        Markup.read(xml, found::putIfAbsent);
        return found.getOrDefault(element, "");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5", e);
        }
    }
}
