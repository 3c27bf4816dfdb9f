package jdvc.store.s3;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where a bucket is reached: path style at a server of one's own, the bucket as host name at AWS.
 *
 * @param server scheme, host and port
 * @param root the path of the bucket, {@code /bucket} or empty
 * @param region what requests are signed for
 * @param own whether this is a server of one's own
 */
record Endpoint(String server, String root, String region, boolean own) {

    /** Where AWS answers for buckets of any region; also what servers of one's own take where nothing is set. */
    private static final String DEFAULT_REGION = "us-east-1";

    static Endpoint of(S3Settings settings, Env env, Profiles profiles) {
        var region = settings.server()
                .region()
                .or(() -> env.var("AWS_REGION"))
                .or(() -> env.var("AWS_DEFAULT_REGION"))
                .or(() -> profiles.value("region"))
                .orElse(DEFAULT_REGION);
        var url = settings.server()
                .endpoint()
                .or(() -> env.var("AWS_ENDPOINT_URL_S3"))
                .or(() -> env.var("AWS_ENDPOINT_URL"));
        if (url.isEmpty()) {
            profiles.requireWhole(); // what is meant for a server of one's own does not go to AWS
            url = profiles.value("endpoint_url");
        }
        String style = profiles.s3Value("addressing_style").orElse("auto");
        if (url.isPresent()) return own(settings, url.get(), new Style(style.equals("virtual")), region);
        return aws(settings, region, style);
    }

    /** Whether the bucket is the first part of the host name. */
    private record Style(boolean virtual) {}

    private static Endpoint own(S3Settings settings, String url, Style style, String region) {
        String scheme = settings.server().useSsl() ? "https://" : "http://";
        var address = Keys.address(url.contains("://") ? url : scheme + url)
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "'%s' is no address of a server", Text.clean(url))
                        .hint("run `jdvc remote modify %s endpointurl http://HOST:PORT`", settings.remote()));
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = strip(String.valueOf(address.getRawPath()));
        String host = style.virtual ? settings.bucket() + "." + address.getHost() : address.getHost();
        String root = style.virtual ? path : path + "/" + Text.encode(settings.bucket(), true);
        return new Endpoint(address.getScheme() + "://" + host + port, root, region, true);
    }

    private static String strip(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** A dot in the bucket's name would not fit AWS's certificate, so such a one goes into the path. */
    private static Endpoint aws(S3Settings settings, String region, String style) {
        String scheme = settings.server().useSsl() ? "https://" : "http://";
        String host =
                "s3." + region + "." + PartitionMetadata.of(Region.of(region)).dnsSuffix();
        boolean inPath = style.equals("path") || settings.bucket().indexOf('.') >= 0;
        return inPath
                ? new Endpoint(scheme + host, "/" + settings.bucket(), region, false)
                : new Endpoint(scheme + settings.bucket() + "." + host, "", region, false);
    }

    /** Returns the same bucket in another region, as the server says; the host changes only within AWS. */
    Endpoint in(String newRegion, S3Settings settings) {
        if (own) return new Endpoint(server, root, newRegion, true);
        return aws(settings, newRegion, root.isEmpty() ? "auto" : "path");
    }

    boolean secure() {
        return server.startsWith("https:");
    }

    /** Returns the host as the {@code Host} header has it: with the port where it is not the usual one. */
    String authority() {
        var uri = URI.create(server);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (secure() ? 443 : 80);
        return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Returns the encoded path of a key; that of the bucket for an empty one. */
    String path(String key) {
        if (key.isEmpty()) return root.isEmpty() ? "/" : root;
        return root + "/" + Text.encode(key, true);
    }

    /** Returns an encoded query in a fixed order, empty without parameters. */
    static String query(Map<String, String> parameters) {
        var query = new StringBuilder();
        new TreeMap<>(parameters)
                .forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                        .append(Text.encode(name, false))
                        .append('=')
                        .append(Text.encode(value, false)));
        return query.toString();
    }
}
