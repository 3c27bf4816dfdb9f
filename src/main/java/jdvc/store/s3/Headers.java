package jdvc.store.s3;

import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.store.s3.S3Settings.Marks;
import jdvc.store.s3.Wire.Answer;

/** The headers that a remote's options ask for: who may read, and how the server encrypts. */
final class Headers {

    private static final String SSE = "x-amz-server-side-encryption";

    private final Map<String, String> create;
    private final Map<String, String> customer;

    Headers(Marks marks) {
        create = create(marks);
        customer = customer(marks);
    }

    /** Returns those of requests that make an object. */
    Map<String, String> create() {
        return create;
    }

    /** Returns those of requests that touch bytes which the server keeps under the user's own key. */
    Map<String, String> customer() {
        return customer;
    }

    private static Map<String, String> create(Marks marks) {
        var headers = new HashMap<String, String>();
        marks.acl().ifPresent(acl -> headers.put("x-amz-acl", acl));
        marks.grants().forEach((right, whom) -> headers.put("x-amz-grant-" + right.replace('_', '-'), whom));
        marks.sse().ifPresent(sse -> headers.put(SSE, sse));
        marks.kmsKeyId().ifPresent(id -> headers.put(SSE + "-aws-kms-key-id", id));
        return Map.copyOf(headers);
    }

    /** An algorithm without its key is sent as DVC sends it, so that the server refuses it rather than store plain bytes. */
    private static Map<String, String> customer(Marks marks) {
        var algorithm = marks.customer().algorithm();
        if (marks.customer().key().isEmpty()) {
            return algorithm.isPresent() ? Map.of(SSE + "-customer-algorithm", algorithm.get()) : Map.of();
        }
        String key = marks.customer().key().get().reveal();
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw JdvcException.of(Kind.CONFIG, "`sse_customer_key` is not base64");
        }
        return Map.of(
                SSE + "-customer-algorithm", algorithm.orElse("AES256"),
                SSE + "-customer-key", key,
                SSE + "-customer-key-MD5", Base64.getEncoder().encodeToString(Bucket.md5(bytes)));
    }

    /**
     * Returns an answer's ETag if it is the MD5 of the bytes: not where a key of KMS, which may be the bucket's default, or
     * the user's own is in use.
     */
    Optional<String> md5Etag(Answer answer) {
        if (isKms(answer.headers().firstValue(SSE).orElse(""))) return Optional.empty();
        if (isKms(create.getOrDefault(SSE, "")) || !customer.isEmpty()) return Optional.empty();
        return answer.headers().firstValue("ETag").map(Headers::unquote).filter(Headers::isMd5);
    }

    private static boolean isKms(String encryption) {
        return encryption.toLowerCase(Locale.ROOT).contains("kms");
    }

    static boolean isMd5(String etag) {
        return etag.length() == 32 && etag.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    static String unquote(String etag) {
        return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }
}
