package jdvc.proof;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdvc.disk.Area;
import jdvc.store.s3.FaultyServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a remote's options of S3 put into its requests, and that DVC puts the same there. */
class S3OptionsTest {

    private static final String SSE = "x-amz-server-side-encryption";
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String MD5_OF_KEY = "hRasmdxgYDKV3nvbahU1MA==";
    private static final String KEYS = "access_key_id = id\nsecret_access_key = s";

    @RegisterExtension
    final FaultyServer server = new FaultyServer();

    @TempDir
    Path folder;

    private Sandbox sandbox;

    /**
     * Options and what must come of them.
     *
     * @param lines of {@code config.local}, besides the address
     * @param all headers of each request about an object, {@code who} for whose signature it has, and for which region
     * @param put headers of that which makes an object, besides
     */
    record Case(String name, String lines, Map<String, String> all, Map<String, String> put) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        var me = Map.of("who", "id of us-east-1");
        return Stream.of(
                new Case("region", KEYS + "\nregion = eu-central-1", Map.of("who", "id of eu-central-1"), Map.of()),
                new Case(
                        "session_token",
                        KEYS + "\nsession_token = tok",
                        Map.of("who", "id of us-east-1", "x-amz-security-token", "tok"),
                        Map.of()),
                new Case("allow_anonymous_login", "allow_anonymous_login = true", Map.of("who", "nobody"), Map.of()),
                new Case("the default profile", "", Map.of("who", "usual of us-east-1"), Map.of()),
                new Case("profile", "profile = other", Map.of("who", "others of eu-west-1"), Map.of()),
                new Case(
                        "credentialpath",
                        "credentialpath = ../elsewhere/keys",
                        Map.of("who", "elsewhere of us-east-1"),
                        Map.of()),
                new Case(
                        "credentialpath and profile",
                        "credentialpath = ../elsewhere/keys\nprofile = other",
                        Map.of("who", "elsewhere-other of eu-west-1"),
                        Map.of()),
                new Case(
                        "configpath",
                        KEYS + "\nconfigpath = ../elsewhere/config",
                        Map.of("who", "id of ap-south-1"),
                        Map.of()),
                new Case("sse", KEYS + "\nsse = AES256", me, Map.of(SSE, "AES256")),
                new Case(
                        "sse_kms_key_id",
                        KEYS + "\nsse = aws:kms\nsse_kms_key_id = key-1",
                        me,
                        Map.of(SSE, "aws:kms", SSE + "-aws-kms-key-id", "key-1")),
                new Case("sse_customer_key", KEYS + "\nsse_customer_key = " + KEY, customer(me), Map.of()),
                new Case(
                        "sse_customer_algorithm",
                        KEYS + "\nsse_customer_algorithm = AES256\nsse_customer_key = " + KEY,
                        customer(me),
                        Map.of()),
                new Case(
                        "acl",
                        KEYS + "\nacl = bucket-owner-full-control",
                        me,
                        Map.of("x-amz-acl", "bucket-owner-full-control")),
                new Case(
                        "grants",
                        KEYS + "\ngrant_read = id=1\ngrant_read_acp = id=2\ngrant_write_acp = id=3\n"
                                + "grant_full_control = id=4",
                        me,
                        Map.of(
                                "x-amz-grant-read", "id=1",
                                "x-amz-grant-read-acp", "id=2",
                                "x-amz-grant-write-acp", "id=3",
                                "x-amz-grant-full-control", "id=4")));
    }

    private static Map<String, String> customer(Map<String, String> me) {
        var all = new HashMap<>(me);
        all.put(SSE + "-customer-algorithm", "AES256");
        all.put(SSE + "-customer-key", KEY);
        all.put(SSE + "-customer-key-md5", MD5_OF_KEY);
        return all;
    }

    @BeforeEach
    void aUser() throws IOException {
        sandbox = new Sandbox(folder).set("AWS_EC2_METADATA_DISABLED", "true");
        Bytes.write(
                sandbox.home().resolve(".aws/credentials"), profile("default", "usual") + profile("other", "others"));
        Bytes.write(sandbox.home().resolve(".aws/config"), "[profile other]\nregion = eu-west-1\n");
        Bytes.write(
                sandbox.folder().resolve("project/elsewhere/keys"),
                profile("default", "elsewhere") + profile("other", "elsewhere-other"));
        Bytes.write(sandbox.folder().resolve("project/elsewhere/config"), "[default]\nregion = ap-south-1\n");
    }

    private static String profile(String name, String id) {
        return "[" + name + "]\naws_access_key_id = " + id + "\naws_secret_access_key = secret\n";
    }

    /** Makes a project with an output and a remote of these options. */
    private Path project(String lines) throws IOException {
        var root = sandbox.project("project");
        Bytes.write(
                root.resolve(".dvc/config"),
                "[core]\n    remote = r\n['remote \"r\"']\n    url = s3://bucket/in\n    endpointurl = "
                        + server.endpoint() + "\n");
        Bytes.write(root.resolve(".dvc/config.local"), "['remote \"r\"']\n" + lines.indent(4));
        Bytes.write(root.resolve("model"), "model");
        return root;
    }

    private void forget(Path root) throws IOException {
        Area.deleteAll(sandbox.disk(), root.resolve(".dvc/cache"));
        Files.delete(root.resolve("model"));
    }

    private void asked(Case each) {
        var object = "in/files/md5/20/f35e630daf44dbfa4c3f68f5399d8c";
        var put = new HashMap<>(each.all);
        put.putAll(each.put);
        assertEquals(new TreeMap<>(put), told("PUT " + object));
        assertEquals(new TreeMap<>(each.all), told("HEAD " + object));
        assertEquals(new TreeMap<>(each.all), told("GET " + object));
    }

    /** Returns what a request says besides its bytes: no checksums and dates, and of the signature only whose it is. */
    private TreeMap<String, String> told(String request) {
        var headers = server.headersOf(request);
        var told = headers.entrySet().stream()
                .filter(h -> h.getKey().startsWith("x-amz-"))
                .filter(h -> !h.getKey().matches("x-amz-(date|content-sha256|checksum-.*|sdk-checksum-.*)"))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        told.put("who", who(headers.getOrDefault("authorization", "")));
        return new TreeMap<>(told);
    }

    /** Reads {@code … Credential=ID/20260102/REGION/s3/aws4_request, …}. */
    private static String who(String authorization) {
        if (authorization.isEmpty()) return "nobody";
        var scope = authorization
                .substring(authorization.indexOf("Credential=") + 11)
                .split("/");
        return scope[0] + " of " + scope[2];
    }

    @ParameterizedTest
    @MethodSource("cases")
    void requestsSayWhatTheOptionsAsk(Case each) throws IOException {
        var root = project(each.lines);
        sandbox.jdvc(root, "add", "model").exits(0);
        sandbox.jdvc(root, "push").exits(0);
        forget(root);
        sandbox.jdvc(root, "pull").exits(0);
        asked(each);
    }

    @Nested
    class InDvcToo {

        @RegisterExtension
        static final WarmDvc DVC3 = new WarmDvc(3);

        static Stream<Case> cases() {
            return S3OptionsTest.cases();
        }

        @ParameterizedTest
        @MethodSource("cases")
        void requestsSayWhatTheOptionsAsk(Case each) throws IOException {
            var root = project(each.lines);
            DVC3.run(sandbox, root, "add", "model").exits(0);
            DVC3.run(sandbox, root, "push").exits(0);
            forget(root);
            DVC3.run(sandbox, root, "pull").exits(0);
            asked(each);
        }
    }
}
