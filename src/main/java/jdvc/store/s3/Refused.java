package jdvc.store.s3;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** A server's answer that is not what was asked for. */
final class Refused extends IOException {

    private final int status;
    private final String code;
    private final transient HttpHeaders headers;
    private final String region;

    /**
     * @param code S3's word for the error, empty if the answer had none, as those to HEAD
     * @param text what the server says, sanitised
     * @param region the one that the server expects; empty if it does not say
     */
    Refused(int status, String code, String text, String region, HttpHeaders headers) {
        super(text);
        this.status = status;
        this.code = code;
        this.region = region;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Returns S3's word for the error, or the bare status where there is none. */
    String word() {
        return code.isEmpty() ? "status " + status : code;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Returns where the bucket is, if the server says so. */
    Optional<String> region() {
        return region.isEmpty() ? header("x-amz-bucket-region") : Optional.of(region);
    }

    /** Tells whether S3 says that there is no such object; a bare 404 may be any server's. */
    boolean isMissing() {
        return status == 404 && (code.equals("NoSuchKey") || code.equals("NotFound"));
    }

    /** Tells whether this is what a browser would show, which no S3 server sends of its own. */
    boolean isPage() {
        return isPage(headers);
    }

    static boolean isPage(HttpHeaders headers) {
        boolean empty = headers.firstValue("Content-Length").filter("0"::equals).isPresent();
        return !empty
                && headers.firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
    }
}
