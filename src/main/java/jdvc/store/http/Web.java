package jdvc.store.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.store.s3.Outgoing;
import jdvc.store.s3.Proxies;
import jdvc.store.s3.Pulse;
import jdvc.store.s3.Trust;
import jdvc.store.s3.Wire;
import jdvc.store.s3.Wire.Answer;

/** Asks a server, follows where it leads, and repeats what failed. Safe for use by many threads. */
final class Web {

    private static final int MOST = 6;

    /** While nothing has ever answered, a wrong URL is the likeliest cause. */
    private static final int MOST_UNANSWERED = 3;

    private static final int HOPS = 10;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final HttpSettings settings;
    private final Wire wire;
    private final URI home;
    private volatile boolean answered;

    /** What a request carries, opened afresh for each try. */
    @FunctionalInterface
    interface Body {
        Body NONE = () -> new Outgoing(new byte[0]);

        Outgoing open() throws IOException;
    }

    /** The server says that there is no such file. */
    static final class Gone extends FileNotFoundException {
        private static final long serialVersionUID = 1;

        Gone(URI uri) {
            super(shown(uri));
        }
    }

    /** The bytes to send cannot be had or are wrong: no other try helps. */
    private static final class Unsendable extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException why;

        Unsendable(IOException why) {
            this.why = why;
        }
    }

    /** The server is busy, or says that it is broken: another try may help. */
    private static final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy(int status) {
            super("it answers " + status);
        }
    }

    /** @throws JdvcException of kind CONFIG if the settings name no server */
    Web(HttpSettings settings, Disk disk, Env env) throws IOException {
        this.settings = settings;
        home = uri("");
        boolean secure = "https".equals(home.getScheme());
        var tls =
                Trust.of(secure, settings.server().verified(), settings.server().ca(), env, disk);
        var stall = settings.pace().read().orElse(STALL);
        var patience = new Wire.Patience(settings.pace().connect().orElse(CONNECT), stall, stall);
        wire = new Wire(tls, new Proxies(env), patience, new Pulse(env.clock()));
    }

    /** Returns the address of a path below the server's place; of the place itself if empty. */
    URI uri(String path) {
        var text = path.isEmpty() ? settings.url() : settings.url() + "/" + path;
        try {
            var uri = parse(text);
            if (uri.getHost() != null) return uri;
        } catch (URISyntaxException e) {
            // the same
        }
        throw JdvcException.of(Kind.CONFIG, "'%s' is no URL that can be asked for", text);
    }

    /** What was typed may have blanks and letters that an address has in another form. */
    private static URI parse(String text) throws URISyntaxException {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            int at = text.indexOf("://");
            int slash = text.indexOf('/', at + 3);
            if (at < 0 || slash < 0) throw e;
            var path = new URI(null, null, text.substring(slash), null);
            return new URI(text.substring(0, slash) + path.toASCIIString());
        }
    }

    private static String shown(URI uri) {
        return uri.getRawUserInfo() == null ? uri.toString() : uri.toString().replace(uri.getRawUserInfo() + "@", "");
    }

    /**
     * Asks until there is an answer of success, whose body the caller closes.
     *
     * @throws Gone if there is no such file
     * @throws JdvcException if the server refuses or cannot be reached
     */
    Answer ask(String method, URI uri, Map<String, String> headers, Body body)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            IOException why;
            try {
                return once(method, uri, headers, body);
            } catch (Gone e) {
                throw e;
            } catch (Unsendable e) {
                throw e.why;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
                why = e;
            }
            if (tries >= (answered ? MOST : MOST_UNANSWERED)) throw unreachable(uri, why);
            pause(tries);
        }
    }

    static void pause(int failures) throws InterruptedException {
        Thread.sleep(FIRST_PAUSE_MILLIS << failures);
    }

    private JdvcException unreachable(URI uri, IOException why) {
        return JdvcException.of(Kind.NETWORK, "'%s' cannot be had: %s", shown(uri), reason(why))
                .cause(why)
                .hint("check the URL of '%s', and whether its server runs", settings.remote());
    }

    private static String reason(IOException why) {
        return why.getMessage() == null ? "no connection" : why.getMessage();
    }

    private Answer once(String method, URI start, Map<String, String> headers, Body body)
            throws IOException, InterruptedException {
        var uri = start;
        for (int hop = 0; hop < HOPS; hop++) {
            var answer = exchange(method, uri, headers, body);
            answered = true;
            int status = answer.status();
            if (status >= 200 && status < 300) return answer;
            answer.body().close();
            boolean elsewhere = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
            var location = answer.headers().firstValue("Location");
            if (!elsewhere || location.isEmpty()) throw refusal(method, uri, status);
            uri = next(uri, location.get());
        }
        throw JdvcException.of(
                Kind.NETWORK, "'%s' cannot be had: it leads from one place to the next without an end", shown(start));
    }

    /** An encrypted line is not left for an open one. */
    private static URI next(URI from, String location) {
        try {
            var next = from.resolve(new URI(location));
            boolean open = "http".equals(next.getScheme());
            if (!open && !"https".equals(next.getScheme()) || open && "https".equals(from.getScheme())) {
                throw JdvcException.of(
                        Kind.NETWORK, "'%s' leads to '%s', where nobody should follow", shown(from), shown(next));
            }
            return next;
        } catch (URISyntaxException e) {
            throw JdvcException.of(Kind.NETWORK, "'%s' leads to '%s', which is no address", shown(from), location)
                    .cause(e);
        }
    }

    private Answer exchange(String method, URI uri, Map<String, String> headers, Body body)
            throws IOException, InterruptedException {
        try (var out = body.open()) {
            var request = HttpRequest.newBuilder(uri).method(method, out.publisher());
            request.header("Accept-Encoding", "identity");
            headers.forEach(request::header);
            boolean own = home.getHost().equals(uri.getHost()) && home.getPort() == uri.getPort();
            if (own) settings.headers().forEach((name, value) -> request.header(name, value.reveal()));
            try {
                return wire.exchange(request.build(), out);
            } catch (IOException e) {
                out.lost();
                var source = out.failure();
                throw source.isPresent() ? new Unsendable(source.get()) : e;
            }
        }
    }

    private IOException refusal(String method, URI uri, int status) {
        if (status == 404 || status == 410) return new Gone(uri);
        if (status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504) {
            return new Busy(status);
        }
        if (status == 401 || status == 403) {
            throw JdvcException.of(Kind.AUTH, "no right to %s '%s': the server answers %s", method, shown(uri), status)
                    .hint("set `auth`, `user` and `password` by `jdvc remote modify --local %s`", settings.remote());
        }
        throw JdvcException.of(Kind.NETWORK, "%s of '%s': the server answers %s", method, shown(uri), status);
    }

    /** Returns the head of a file, by whichever way the server tells it. */
    Answer head(URI uri) throws IOException, InterruptedException {
        try {
            var answer = ask("HEAD", uri, Map.of(), Body.NONE);
            answer.body().close();
            if (length(answer) >= 0) return answer;
        } catch (Gone | JdvcException e) {
            // a server may know no HEAD
        }
        var answer = ask("GET", uri, Map.of(), Body.NONE);
        answer.body().close();
        return answer;
    }

    static long length(Answer answer) {
        boolean packed = !answer.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .equals("identity");
        return packed ? -1 : answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    /** Returns what tells the file's bytes from others, as DVC has it; empty if nothing does. */
    static String tag(Answer answer) {
        return answer.headers()
                .firstValue("ETag")
                .or(() -> answer.headers().firstValue("Content-MD5"))
                .orElse("");
    }

    /** Takes an answer that says nothing more. */
    static void drain(Answer answer) throws IOException {
        try (InputStream in = answer.body()) {
            in.skip(1 << 16);
        }
    }
}
