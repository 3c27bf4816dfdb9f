package jdvc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteConfigTest {

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void emptyProject() throws IOException {
        home = new Home(directory);
    }

    @Test
    void mergesAllLevels() throws IOException {
        home.write(Level.GLOBAL, "['remote \"r\"']", "region = g", "jobs = 2");
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://b/p", "region = p", "version_aware = true");
        home.write(Level.LOCAL, "['remote \"r\"']", "session_token = t", "use_ssl = FALSE");
        var remote = home.load().remote("R");
        assertEquals("r", remote.name());
        assertEquals("s3://b/p", remote.url());
        assertEquals(Optional.of("p"), remote.value("region"));
        assertEquals(OptionalInt.of(2), remote.jobs());
        assertTrue(remote.versionAware());
        assertFalse(remote.flag("use_ssl"));
        assertFalse(remote.flag("verify"));
        assertEquals(Optional.of(Level.GLOBAL), remote.origin("jobs"));
        assertEquals(Optional.empty(), remote.origin("acl"));
    }

    @Test
    void takesDvcsDefaults() throws IOException {
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://b", "['remote \"l\"']", "url = /p", "type = copy");
        assertTrue(home.load().remote("r").flag("use_ssl"));
        assertTrue(home.load().remote("l").flag("slow_link_warning"));
        assertEquals(List.of("copy"), home.load().remote("l").linkTypes());
        assertEquals(OptionalInt.empty(), home.load().remote("r").jobs());
    }

    @ParameterizedTest
    @CsvSource({
        "s3://b/p, S3",
        "S3://b, S3",
        "/p, LOCAL",
        "../p, LOCAL",
        "http://h/x, HTTP",
        "https://h, HTTP",
        "gs://b, UNSUPPORTED",
        "ssh://h/p, UNSUPPORTED"
    })
    void knowsTheKindByTheUrl(String url, RemoteConfig.Kind kind) throws IOException {
        home.write(Level.PROJECT, "['remote \"r\"']", "url = " + url);
        assertEquals(kind, home.load().remote("r").kind());
    }

    @Test
    void unknownRemotesAreNamed() throws IOException {
        var failure = assertThrows(JdvcException.class, () -> home.load().remote("X"));
        assertEquals("remote 'X' doesn't exist", failure.getMessage());
        assertEquals(Kind.CONFIG, failure.kind());
    }

    @Test
    void aRemoteMayStandOnAnother() throws IOException {
        home.write(
                Level.PROJECT,
                "['remote \"base\"']",
                "url = s3://b/p",
                "region = r",
                "acl = private",
                "['remote \"sub\"']",
                "url = remote://Base//models/x",
                "region = mine");
        var remote = home.load().remote("sub");
        assertEquals("s3://b/p/models/x", remote.url());
        assertEquals(Optional.of("mine"), remote.value("region"));
        assertEquals(Optional.of("private"), remote.value("acl"));
    }

    @Test
    void remotesThatStandOnEachOtherAreAnError() throws IOException {
        home.write(Level.PROJECT, "['remote \"a\"']", "url = remote://b/x", "['remote \"b\"']", "url = remote://a/y");
        var failure = assertThrows(JdvcException.class, () -> home.load().remote("a"));
        assertTrue(failure.getMessage().contains("leads to itself"), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"acl, grant_read", "acl, grant_full_control", "sse_kms_key_id, sse_customer_key"})
    void optionsOfS3ThatExcludeEachOtherAreAnError(String one, String other) throws IOException {
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://b", one + " = x", other + " = y");
        var failure = assertThrows(JdvcException.class, () -> home.load().remote("r"));
        assertEquals(Kind.CONFIG, failure.kind());
        assertTrue(failure.getMessage().contains(one) && failure.getMessage().contains(other));
    }

    @Test
    void aUrlWithoutABucketIsAnError() throws IOException {
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://");
        assertEquals(
                Kind.CONFIG,
                assertThrows(JdvcException.class, () -> home.load().remote("r")).kind());
    }

    @Test
    void secretsAreOnlyShownOnRequest() throws IOException {
        home.write(Level.LOCAL, "['remote \"r\"']", "url = s3://b", "secret_access_key = hidden");
        var remote = home.load().remote("r");
        var secret = remote.secret("secret_access_key").orElseThrow();
        assertEquals("***", secret.toString());
        assertEquals("hidden", secret.reveal());
        assertThrows(IllegalArgumentException.class, () -> remote.value("secret_access_key"));
        assertEquals("remote r", remote.toString());
    }

    @Test
    void trustsTheUsersOwnFiles() throws IOException {
        home.write(Level.GLOBAL, "['remote \"r\"']", "profile = p");
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://b");
        home.write(Level.LOCAL, "['remote \"r\"']", "endpointurl = http://h");
        var remote = home.load().remote("r");
        assertEquals(Trust.USER, remote.trust("profile", file -> true));
        assertEquals(Trust.REPO, remote.trust("url", file -> false));
        assertEquals(Trust.USER, remote.trust("endpointurl", file -> false));
        assertEquals(Trust.USER, remote.trust("acl", file -> true));
    }

    @Test
    void aTrackedLocalFileIsTheRepositorys() throws IOException {
        home.write(Level.LOCAL, "['remote \"r\"']", "url = s3://b");
        var asked = home.file(Level.LOCAL);
        assertEquals(Trust.REPO, home.load().remote("r").trust("url", asked::equals));
    }

    @Test
    void aLinkedLocalFileIsTheRepositorys() throws IOException {
        var elsewhere = Files.writeString(directory.resolve("x"), "['remote \"r\"']\nurl = s3://b\n");
        Files.createSymbolicLink(home.file(Level.LOCAL), elsewhere);
        assertEquals(Trust.REPO, home.load().remote("r").trust("url", file -> false));
    }

    @Test
    void aRemoteOnAnotherHasTheLesserTrustOfBoth() throws IOException {
        home.write(Level.PROJECT, "['remote \"base\"']", "url = s3://b");
        home.write(Level.GLOBAL, "['remote \"sub\"']", "url = remote://base/x");
        assertEquals(Trust.REPO, home.load().remote("sub").trust("url", file -> false));
    }
}
