package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.S3Settings.Access;
import jdvc.store.s3.S3Settings.AwsFiles;
import jdvc.store.s3.S3Settings.Chosen;
import jdvc.store.s3.S3Settings.Login;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials come from, in which order, and what a repository's files may not do. */
class KeysTest {

    @TempDir
    Path home;

    private final Map<String, String> vars = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));

    @Test
    void optionsGoBeforeEverything() throws Exception {
        vars.put("AWS_ACCESS_KEY_ID", "env");
        vars.put("AWS_SECRET_ACCESS_KEY", "x");
        credentials("default", "file");
        assertEquals("option", id(Access.keys("option", Secret.of("s"))));
    }

    @Test
    void aNamedProfileGoesBeforeTheEnvironment() throws Exception {
        vars.put("AWS_ACCESS_KEY_ID", "env");
        vars.put("AWS_SECRET_ACCESS_KEY", "x");
        credentials("work", "file");
        assertEquals("file", id(profile("work")));
    }

    @Test
    void theEnvironmentGoesBeforeFiles() throws Exception {
        vars.put("AWS_ACCESS_KEY_ID", "env");
        vars.put("AWS_SECRET_ACCESS_KEY", "x");
        vars.put("AWS_PROFILE", "work");
        credentials("work", "file");
        assertEquals("env", id(Access.DEFAULT));
    }

    @Test
    void theProfileOfTheEnvironmentIsTaken() throws Exception {
        vars.put("AWS_PROFILE", "work");
        credentials("work", "file");
        assertEquals("file", id(Access.DEFAULT));
    }

    @Test
    void theDefaultProfileIsTaken() throws Exception {
        credentials("default", "file");
        var keys = keys(Access.DEFAULT);
        assertEquals("file", keys.resolve().accessKeyId());
        assertTrue(keys.source().startsWith("profile 'default' in"), keys.source());
    }

    @Test
    void otherFilesTakeThePlaceOfTheUsualOnes() throws Exception {
        credentials("default", "usual");
        var other = Files.writeString(home.resolve("other"), section("default", "other"));
        assertEquals("other", id(file(other, Chosen.By.USER)));
        vars.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve(".aws/credentials").toString());
        assertEquals("usual", id(file(other, Chosen.By.USER)), "the environment wins");
    }

    @Test
    void anUnknownProfileIsNamed() {
        var e = assertThrows(JdvcException.class, () -> id(profile("nobody")));
        assertEquals(Kind.CONFIG, e.kind());
        assertTrue(e.getMessage().contains("'nobody'"), e.getMessage());
        assertTrue(e.getMessage().contains(home.resolve(".aws/credentials").toString()), e.getMessage());
    }

    @Test
    void theUsersFileMayRunAProgram() throws Exception {
        var program = Files.writeString(
                home.resolve("file"),
                "[default]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"ran\",\"SecretAccessKey\":\"s\"}'\n");
        assertEquals("ran", id(file(program, Chosen.By.USER)));
    }

    @Test
    void theRepositorysFileRunsNothing() throws Exception {
        var canary = home.resolve("canary");
        var hostile = Files.writeString(
                home.resolve("file"),
                "[default]\ncredential_process = touch " + canary + "\nsource_profile = other\nrole_arn = x\n"
                        + "web_identity_token_file = /etc/passwd\nsso_start_url = http://x\n");
        assertThrows(JdvcException.class, () -> id(file(hostile, Chosen.By.REPOSITORY)));
        assertFalse(Files.exists(canary));
    }

    @Test
    void theRepositorysFileGivesKeysAndRegion() throws Exception {
        var file = Files.writeString(
                home.resolve("file"),
                "# team\n[other]\naws_access_key_id = no\n[profile default]\n; keys\n"
                        + section("default", "team").substring("[default]\n".length())
                        + "aws_session_token=t=1=\nregion = eu-north-1\n\tnested = 1\nca_bundle = /etc/x\n");
        var access = file(file, Chosen.By.REPOSITORY);
        assertEquals("team", id(access));
        var profiles = profiles(access);
        assertEquals(Optional.of("eu-north-1"), profiles.value("region"));
        assertEquals(Optional.empty(), profiles.value("ca_bundle"));
        assertEquals(Optional.of("t=1="), profiles.plainKeys().orElseThrow().token());
    }

    @Test
    void aDamagedFileIsNamedWithItsLineAndNotItsText() throws Exception {
        for (var name : List.of("credentials", "config")) {
            Files.createDirectories(home.resolve(".aws"));
            var file = Files.writeString(home.resolve(".aws").resolve(name), "[default]\nCANARY\n");
            var e = assertThrows(JdvcException.class, () -> id(Access.DEFAULT));
            assertEquals(Kind.CONFIG, e.kind());
            assertEquals(
                    "'" + file + "' is damaged: Expected an '=' sign defining a property on line 2", e.getMessage());
            assertTrue(e.hint().isPresent());
            assertThrows(JdvcException.class, () -> id(profile("work")));
            Files.delete(file);
        }
    }

    @Test
    void keysOfOptionsAndOfTheEnvironmentNeedNoFile() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "\u0000\u0001");
        assertEquals("option", id(Access.keys("option", Secret.of("s"))));
        vars.put("AWS_ACCESS_KEY_ID", "env");
        vars.put("AWS_SECRET_ACCESS_KEY", "x");
        assertEquals("env", id(Access.DEFAULT));
    }

    @Test
    void newKeysAreFoundAfterARefresh() throws Exception {
        credentials("default", "old");
        var keys = keys(Access.DEFAULT);
        assertEquals("old", keys.resolve().accessKeyId());
        credentials("default", "new");
        assertTrue(keys.refresh());
        assertEquals("new", keys.resolve().accessKeyId());
    }

    @Test
    void keysOfOptionsCannotBeRefreshed() throws Exception {
        var keys = keys(Access.keys("id", Secret.of("s")));
        keys.resolve();
        assertFalse(keys.refresh());
    }

    @Test
    void webIdentityThatCannotBeHadIsSaidInOneLine() {
        vars.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token");
        vars.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/x");
        vars.put("AWS_REGION", "us-east-1");
        var e = assertThrows(JdvcException.class, () -> id(Access.DEFAULT));
        assertTrue(e.getMessage().startsWith("no credentials from AWS_WEB_IDENTITY_TOKEN_FILE: "), e.getMessage());
    }

    @Test
    void nothingShowsASecret() throws Exception {
        var access = Access.keys("id", Secret.of("CANARY"));
        var settings = S3Settings.of("origin", "s3://b").with(access);
        assertFalse(settings.toString().contains("CANARY"), settings.toString());
        assertFalse(
                new Keys.Pair("id", "CANARY", Optional.of("CANARY")).toString().contains("CANARY"));
        assertFalse(keys(access).toString().contains("CANARY"));
    }

    private String id(Access access) throws Exception {
        return keys(access).resolve().accessKeyId();
    }

    private Keys keys(Access access) throws Exception {
        return new Keys("models", access, env(), profiles(access));
    }

    private Profiles profiles(Access access) throws Exception {
        return Profiles.read(env(), new LocalDisk(Durability.OFF, new Random(1), 022), access.files());
    }

    private Env env() {
        return new Env(home, home, vars, Clock.systemUTC(), new Random(1), 1);
    }

    private void credentials(String profile, String id) throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), section(profile, id));
    }

    private static String section(String profile, String id) {
        return "[" + profile + "]\naws_access_key_id = " + id + "\naws_secret_access_key = secret\n";
    }

    private static Access profile(String name) {
        return files(new AwsFiles(Optional.of(name), Optional.empty(), Optional.empty()));
    }

    private static Access file(Path path, Chosen.By by) {
        return files(new AwsFiles(Optional.empty(), Optional.of(new Chosen(path, by)), Optional.empty()));
    }

    private static Access files(AwsFiles files) {
        return new Access(Login.SIGNED, Optional.empty(), Optional.empty(), Optional.empty(), files);
    }
}
