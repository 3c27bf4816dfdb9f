package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import jdvc.Env;
import jdvc.Secret;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.S3Settings;
import jdvc.store.s3.S3Settings.Access;
import jdvc.store.s3.S3Settings.AwsFiles;
import jdvc.store.s3.S3Settings.Chosen;
import jdvc.store.s3.S3Settings.Customer;
import jdvc.store.s3.S3Settings.Login;
import jdvc.store.s3.S3Settings.Marks;
import jdvc.store.s3.S3Settings.Pace;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which option of a remote becomes which setting of S3; what those do is tested beside them. */
class RemoteStoresTest {

    private static final Server SERVER = Server.at("https://minio");

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void project() throws IOException {
        root = directory.toRealPath();
        Files.createDirectories(root.resolve(".dvc/tmp"));
    }

    private S3Settings settings(String shared, String own) throws IOException {
        Files.writeString(
                root.resolve(".dvc/config"),
                "[core]\n    no_scm = true\n['remote \"r\"']\n    url = s3://bucket/a/b\n"
                        + "    endpointurl = https://minio\n" + shared.indent(4));
        Files.writeString(root.resolve(".dvc/config.local"), own.isEmpty() ? "" : "['remote \"r\"']\n" + own.indent(4));
        var env = new Env(root, root, Map.of(), Clock.systemUTC(), new Random(1), 1);
        var disk = new LocalDisk(Durability.OFF, new Random(), 022);
        try (var repo = Repo.open(new Call(env, disk, List.of("push"), false))) {
            return RemoteStores.settings(repo, repo.config().remote("r"));
        }
    }

    private static S3Settings plain() {
        return S3Settings.of("r", "s3://bucket/a/b").with(SERVER);
    }

    @Test
    void withoutOptionsAllIsAsUsual() throws IOException {
        assertEquals(plain(), settings("", ""));
    }

    @Test
    void theServer() throws IOException {
        var expected = new Server(
                Optional.of("https://minio"),
                Optional.of("eu-west-1"),
                false,
                Verify.YES,
                Optional.of(root.resolve("ca.pem")));
        assertEquals(plain().with(expected), settings("region = eu-west-1\nuse_ssl = false\nssl_verify = ca.pem", ""));
    }

    @ParameterizedTest
    @CsvSource({"false, NO", "FALSE, NO", "true, YES", "True, YES"})
    void theCertificateIsLookedAtUnlessSaidOtherwise(String said, Verify verify) throws IOException {
        var expected = new Server(Optional.of("https://minio"), Optional.empty(), true, verify, Optional.empty());
        assertEquals(plain().with(expected), settings("ssl_verify = " + said, ""));
    }

    @Test
    void keys() throws IOException {
        var expected = new Access(
                Login.SIGNED,
                Optional.of("id"),
                Optional.of(Secret.of("key")),
                Optional.of(Secret.of("tok")),
                AwsFiles.DEFAULT);
        assertEquals(
                plain().with(expected), settings("access_key_id = id", "secret_access_key = key\nsession_token = tok"));
    }

    @Test
    void nobody() throws IOException {
        var expected =
                new Access(Login.ANONYMOUS, Optional.empty(), Optional.empty(), Optional.empty(), AwsFiles.DEFAULT);
        assertEquals(plain().with(expected), settings("allow_anonymous_login = true", ""));
    }

    /** From a file that the repository chose nothing is run (safety 10.3). */
    @Test
    void filesOfAwsAndWhoChoseThem() throws IOException {
        var files = new AwsFiles(
                Optional.of("p"),
                Optional.of(new Chosen(root.resolve(".dvc/keys"), Chosen.By.REPOSITORY)),
                Optional.of(new Chosen(root.resolve("config"), Chosen.By.USER)));
        var expected = new Access(Login.SIGNED, Optional.empty(), Optional.empty(), Optional.empty(), files);
        assertEquals(plain().with(expected), settings("profile = p\ncredentialpath = keys", "configpath = ../config"));
    }

    @Test
    void marks() throws IOException {
        var grants = Map.of("read", "1", "read_acp", "2", "write_acp", "3", "full_control", "4");
        var customer = new Customer(Optional.of("AES256"), Optional.of(Secret.of("a2V5")));
        assertEquals(
                plain().with(new Marks(Optional.empty(), grants, Optional.of("AES256"), Optional.empty(), customer)),
                settings(
                        "grant_read = 1\ngrant_read_acp = 2\ngrant_write_acp = 3\ngrant_full_control = 4\nsse = AES256\n"
                                + "sse_customer_algorithm = AES256",
                        "sse_customer_key = a2V5"));
        assertEquals(
                plain().with(new Marks(
                        Optional.of("private"), Map.of(), Optional.of("aws:kms"), Optional.of("key-1"), Customer.NONE)),
                settings("acl = private\nsse = aws:kms\nsse_kms_key_id = key-1", ""));
    }

    @Test
    void pace() throws IOException {
        var expected =
                new Pace(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofSeconds(4)), OptionalInt.of(5));
        assertEquals(plain().with(expected), settings("connect_timeout = 3\nread_timeout = 4\njobs = 5", ""));
    }

    /** What DVC knows and we do otherwise: every byte is hashed, whatever {@code verify} says (safety 5.1). */
    @Test
    void theRestIsTakenAndDoesNothing() throws IOException {
        assertEquals(plain(), settings("verify = false\nlistobjects = true\nchecksum_jobs = 2", ""));
    }
}
