package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates are believed, and what is said when one is not. */
class TrustTest {

    private static final ObjectId ID = Hasher.hash("abc".getBytes(UTF_8), Layout.V3);

    @TempDir
    static Path keys;

    private static Certificate certificate;

    @TempDir
    Path home;

    private FaultyServer server;
    private TestWorld world;

    @BeforeAll
    static void make() throws Exception {
        certificate = Certificate.make(keys, "ip:127.0.0.1,dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        server = new FaultyServer(certificate.tls());
        server.beforeEach(null);
        world = new TestWorld(home);
    }

    @AfterEach
    void stop() {
        server.afterEach(null);
    }

    @Test
    void believesTheFileOfSslVerify() throws Exception {
        asks(Verify.YES, Optional.of(certificate.pem()));
    }

    @Test
    void believesTheFilesOfTheEnvironment() throws Exception {
        for (var name : List.of("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")) {
            world = new TestWorld(home);
            world.vars.put(name, certificate.pem().toString());
            asks(Verify.YES, Optional.empty());
        }
    }

    @Test
    void believesTheFileOfTheProfile() throws Exception {
        var config = home.resolve("config");
        Files.writeString(config, "[default]\nca_bundle = " + certificate.pem() + "\n");
        world.vars.put("AWS_CONFIG_FILE", config.toString());
        asks(Verify.YES, Optional.empty());
    }

    @Test
    void believesAnybodyWhenTold() throws Exception {
        asks(Verify.NO, Optional.empty());
    }

    @Test
    void believesNobodyElseAndSaysWhoWasAsked() {
        var e = assertThrows(JdvcException.class, () -> asks(Verify.YES, Optional.empty()));
        assertEquals(
                "cannot look into 's3://bucket': the certificate of " + server.endpoint()
                        + " is signed by an authority that is not in Java's and the system's certificate store",
                e.getMessage());
        assertTrue(
                e.hint().orElse("").contains("jdvc remote modify origin ssl_verify FILE"),
                e.hint().toString());
        assertEquals(0, server.log().size());
    }

    @Test
    void namesTheFileThatDoesNotHelp() throws Exception {
        var other = Certificate.make(home, "dns:elsewhere");
        world.vars.put("AWS_CA_BUNDLE", other.pem().toString());
        var e = assertThrows(JdvcException.class, () -> asks(Verify.YES, Optional.empty()));
        assertTrue(e.getMessage().contains("not in '" + other.pem() + "' from AWS_CA_BUNDLE"), e.getMessage());
    }

    @Test
    void tellsACertificateForAnotherHost() throws Exception {
        server.afterEach(null);
        var other = Certificate.make(home, "dns:elsewhere");
        server = new FaultyServer(other.tls());
        server.beforeEach(null);
        var e = assertThrows(JdvcException.class, () -> asks(Verify.YES, Optional.of(other.pem())));
        assertTrue(e.getMessage().endsWith("is for another host"), e.getMessage());
    }

    @Test
    void tellsAFileThatIsNotThere() {
        var e = assertThrows(JdvcException.class, () -> asks(Verify.YES, Optional.of(home.resolve("nowhere.pem"))));
        assertEquals(JdvcException.Kind.CONFIG, e.kind());
        assertTrue(e.getMessage().contains("nowhere.pem', which `ssl_verify` names"), e.getMessage());
    }

    @Test
    void tellsAFileWithoutCertificates() throws Exception {
        var empty = Files.writeString(home.resolve("empty.pem"), "nothing\n");
        var e = assertThrows(JdvcException.class, () -> asks(Verify.YES, Optional.of(empty)));
        assertTrue(e.getMessage().contains("holds no certificates"), e.getMessage());
    }

    private void asks(Verify verify, Optional<Path> ca) throws Exception {
        var settings = TestWorld.settings(server.endpoint(), "s3://bucket")
                .with(new Server(Optional.of(server.endpoint()), Optional.empty(), true, verify, ca));
        assertEquals(Set.of(ID), world.open(settings).missing(List.of(ID)));
    }
}
