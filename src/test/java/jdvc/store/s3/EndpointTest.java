package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which address a bucket and a key have. */
class EndpointTest {

    @TempDir
    Path home;

    private final Map<String, String> vars = new HashMap<>();

    @Test
    void ownServersAreAskedByPath() throws Exception {
        var endpoint = at("http://minio.local:9000");
        assertEquals("http://minio.local:9000", endpoint.server());
        assertEquals("/bucket/a/b", endpoint.path("a/b"));
        assertEquals("/bucket", endpoint.path(""));
        assertEquals("minio.local:9000", endpoint.authority());
        assertEquals("us-east-1", endpoint.region());
    }

    @Test
    void anAddressMayHaveAPathAndNoScheme() throws Exception {
        assertEquals("/s3/bucket/k", at("https://host/s3/").path("k"));
        assertEquals("https://host:9000", at("host:9000").server());
        assertEquals("host", at("https://host:443").authority());
    }

    @Test
    void withoutSslAnAddressWithoutASchemeIsHttp() throws Exception {
        var server = new Server(Optional.of("host:9000"), Optional.empty(), false, Verify.YES, Optional.empty());
        assertEquals("http://host:9000", of(settings().with(server)).server());
    }

    @Test
    void whatADamagedFileMayHaveSentElsewhereDoesNotGoToAws() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        var file = Files.writeString(home.resolve(".aws/config"), "[default\n");
        var e = assertThrows(JdvcException.class, () -> of(settings()));
        assertEquals(Kind.CONFIG, e.kind());
        assertEquals("'" + file + "' is damaged: Profile definition must end with ']' on line 1", e.getMessage());
        assertEquals("http://minio.local:9000", at("http://minio.local:9000").server());
    }

    @Test
    void theEnvironmentMayNameTheServer() throws Exception {
        vars.put("AWS_ENDPOINT_URL", "http://general:1");
        assertEquals("http://general:1", of(settings()).server());
        vars.put("AWS_ENDPOINT_URL_S3", "http://special:2");
        assertEquals("http://special:2", of(settings()).server());
        assertEquals("http://own:3", at("http://own:3").server());
    }

    @Test
    void awsIsAskedByHostName() throws Exception {
        vars.put("AWS_REGION", "eu-central-1");
        var endpoint = of(settings());
        assertEquals("https://bucket.s3.eu-central-1.amazonaws.com", endpoint.server());
        assertEquals("/k", endpoint.path("k"));
        assertEquals("/", endpoint.path(""));
    }

    @Test
    void otherPartitionsHaveOtherNames() throws Exception {
        vars.put("AWS_REGION", "cn-north-1");
        assertEquals(
                "https://bucket.s3.cn-north-1.amazonaws.com.cn", of(settings()).server());
    }

    @Test
    void aBucketWithADotGoesIntoThePath() throws Exception {
        var endpoint = of(S3Settings.of("origin", "s3://my.bucket"));
        assertEquals("https://s3.us-east-1.amazonaws.com", endpoint.server());
        assertEquals("/my.bucket/k", endpoint.path("k"));
    }

    @Test
    void theRegionIsTheRemotesThenTheEnvironmentsThenTheProfiles() throws Exception {
        config("[default]\nregion = from-profile\n");
        assertEquals("from-profile", of(settings()).region());
        vars.put("AWS_DEFAULT_REGION", "from-default");
        assertEquals("from-default", of(settings()).region());
        vars.put("AWS_REGION", "from-env");
        assertEquals("from-env", of(settings()).region());
        var server = new Server(Optional.empty(), Optional.of("own"), true, Verify.YES, Optional.empty());
        assertEquals("own", of(settings().with(server)).region());
    }

    @Test
    void theProfileMayAskForAnotherStyle() throws Exception {
        config("[default]\ns3 =\n  addressing_style = virtual\n");
        assertEquals("http://bucket.host:1", at("http://host:1").server());
        config("[default]\ns3 =\n  addressing_style = path\n");
        assertEquals("/bucket/k", of(settings()).path("k"));
    }

    @Test
    void aMoveToAnotherRegionStaysWithinTheDomain() throws Exception {
        assertEquals(
                "https://bucket.s3.eu-west-1.amazonaws.com",
                of(settings()).in("eu-west-1", settings()).server());
        var own = at("http://host:1").in("eu-west-1", settings());
        assertEquals("http://host:1", own.server());
        assertEquals("eu-west-1", own.region());
    }

    @Test
    void keysAreEncodedByteByByte() throws Exception {
        assertEquals("/bucket/a%20b/%C3%A9%25%2B%26%23%3F//..", at("http://h:1").path("a b/é%+&#?//.."));
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (var bad : new String[] {"ftp://h", "http://", "http://a b", "https://[", ""}) {
            var e = assertThrows(JdvcException.class, () -> at(bad), bad);
            assertEquals(Kind.CONFIG, e.kind());
        }
    }

    @Test
    void urlsAreTakenAsTheyStand() {
        assertEquals(
                "a%20b/ é#x/..//c",
                S3Settings.of("r", "s3://bucket/a%20b/ é#x/..//c/").prefix());
        assertEquals("", S3Settings.of("r", "s3://bucket").prefix());
        assertEquals("", S3Settings.of("r", "s3://bucket/").prefix());
        assertEquals("/a", S3Settings.of("r", "s3://bucket//a").prefix());
        assertEquals("a", S3Settings.of("r", "s3://bucket/a?versionId=1").prefix());
        assertEquals("bucket", S3Settings.of("r", "s3://user@bucket:80/a").bucket());
        for (var bad : new String[] {"s3://", "s3:///a", "s3://?x", "bucket"}) {
            assertThrows(JdvcException.class, () -> S3Settings.of("r", bad), bad);
        }
    }

    @Test
    void optionsThatExcludeEachOtherAreRefused() {
        var none = Optional.<String>empty();
        assertThrows(
                JdvcException.class,
                () -> new S3Settings.Marks(
                        Optional.of("private"), Map.of("read", "x"), none, none, S3Settings.Customer.NONE));
        assertThrows(
                JdvcException.class,
                () -> new S3Settings.Marks(
                        none,
                        Map.of(),
                        none,
                        Optional.of("kms"),
                        new S3Settings.Customer(none, Optional.of(Secret.of("a2V5")))));
    }

    @Test
    void proxiesOfTheEnvironmentCount() {
        vars.put("HTTP_PROXY", "http://proxy:3128");
        vars.put("https_proxy", "secure:3129");
        vars.put("NO_PROXY", "localhost, .inside.example,10.0.0.1:9000");
        var proxies = new Proxies(env());
        assertEquals(Optional.of("proxy/<unresolved>:3128"), proxies.shown(URI.create("http://outside/")));
        assertEquals(Optional.of("secure/<unresolved>:3129"), proxies.shown(URI.create("https://outside/")));
        for (var exempt : new String[] {"http://localhost:1/", "https://a.inside.example/", "http://10.0.0.1:9000/"}) {
            assertEquals(Optional.empty(), proxies.shown(URI.create(exempt)), exempt);
        }
        vars.put("no_proxy", "*");
        assertEquals(Optional.empty(), new Proxies(env()).shown(URI.create("http://outside/")));
    }

    private Endpoint at(String url) throws Exception {
        return of(settings().with(Server.at(url)));
    }

    private static S3Settings settings() {
        return S3Settings.of("origin", "s3://bucket");
    }

    private Endpoint of(S3Settings settings) throws Exception {
        var disk = new LocalDisk(Durability.OFF, new Random(1), 022);
        return Endpoint.of(
                settings, env(), Profiles.read(env(), disk, settings.access().files()));
    }

    private Env env() {
        return new Env(home, home, vars, Clock.systemUTC(), new Random(1), 1);
    }

    private void config(String text) throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), text);
    }
}
