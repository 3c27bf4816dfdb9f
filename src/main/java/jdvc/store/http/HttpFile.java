package jdvc.store.http;

import java.io.IOException;
import java.util.Optional;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.store.Content;

/** A file on a server. There are no directories: nobody can list one. */
public final class HttpFile {

    private final Web web;
    private final String url;

    private HttpFile(Web web, String url) {
        this.web = web;
        this.url = url;
    }

    /** Makes no request. */
    public static HttpFile open(HttpSettings settings, Disk disk, Env env) throws IOException {
        return new HttpFile(new Web(settings, disk, env), settings.url());
    }

    /**
     * What the server says of it.
     *
     * @param length -1 if it does not say
     * @param tag its ETag as it comes, with the quotes; empty if nothing tells these bytes from others
     */
    public record Head(long length, String tag) {}

    /** Returns what is there; absent if nothing is. */
    public Optional<Head> head() throws IOException, InterruptedException {
        try {
            var answer = web.head(web.uri(""));
            return Optional.of(new Head(Web.length(answer), Web.tag(answer)));
        } catch (Web.Gone e) {
            return Optional.empty();
        }
    }

    /** Returns the bytes of the file that has that head, or opening it fails. */
    public Content read(Head head) {
        return new HttpContent(web, web.uri(""), url, head.length(), head.tag(), gone -> gone);
    }
}
