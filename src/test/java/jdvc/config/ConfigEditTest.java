package jdvc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ConfigEditTest {

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void emptyProject() throws IOException {
        home = new Home(directory);
        home.write(home.file(Level.PROJECT), "");
    }

    @Test
    void writesWhatDvcWrites() throws IOException {
        project()
                .addRemote("MyRemote", "s3://bucket/Some/Path")
                .defaultRemote("MyRemote")
                .save();
        project().setRemote("myremote", "endpointurl", "http://127.0.0.1:9000").save();
        project().setRemote("myremote", "region", "us-east-1").save();
        assertEquals("""
                [core]
                    remote = myremote
                ['remote "myremote"']
                    url = s3://bucket/Some/Path
                    endpointurl = http://127.0.0.1:9000
                    region = us-east-1
                """, home.text(Level.PROJECT));
        home.edit(Level.LOCAL)
                .setRemote("myremote", "secret_access_key", "a#b,c \"d\" 'e")
                .save();
        assertEquals("""
                ['remote "myremote"']
                    secret_access_key = '''a#b,c "d" 'e'''
                """, home.text(Level.LOCAL));
    }

    @Test
    void rewritesTheWholeFileInDvcsForm() throws IOException {
        home.write(
                Level.PROJECT,
                "# top comment",
                "['remote \"temp\"']",
                "    url = /srv/dvcstore  # inline",
                "[core]",
                "    remote = temp");
        project().set("core.autostage", "true").save();
        assertEquals("""
                [core]
                    remote = temp
                    autostage = true
                ['remote "temp"']
                    url = /srv/dvcstore
                """, home.text(Level.PROJECT));
    }

    @Test
    void storesPathsRelativeToTheFile() throws IOException {
        project().addRemote("second", "../store").save();
        home.in("sd").edit(Level.PROJECT).addRemote("third", "../store2").save();
        home.in("");
        project().addRemote("abs", "/srv/x").save();
        project().addRemote("t", "~/x/y").save();
        project()
                .addRemote("s", "s3://b")
                .setRemote("s", "credentialpath", "../cred")
                .save();
        project().set("cache.dir", "../mycache").save();
        assertEquals("""
                [cache]
                    dir = ../../mycache
                ['remote "second"']
                    url = ../../store
                ['remote "third"']
                    url = ../store2
                ['remote "abs"']
                    url = /srv/x
                ['remote "t"']
                    url = ~/x/y
                ['remote "s"']
                    url = s3://b
                    credentialpath = ../../cred
                """, home.text(Level.PROJECT));
        assertEquals(
                home.project.resolve("../mycache").normalize(),
                home.load().cacheDirectory().orElseThrow());
        assertEquals(home.home + "/x/y", home.load().remote("t").url());
    }

    @Test
    void quotesAListOfLinkTypes() throws IOException {
        project().set("cache.type", "hardlink,symlink").save();
        assertEquals("[cache]\n    type = \"hardlink,symlink\"\n", home.text(Level.PROJECT));
    }

    @Test
    void renameWritesTheNewNameAsTyped() throws IOException {
        project()
                .addRemote("second", "/s")
                .addRemote("other", "/o")
                .defaultRemote("second")
                .save();
        project().renameRemote("second", "SECOND2").save();
        assertEquals("""
                [core]
                    remote = SECOND2
                ['remote "other"']
                    url = /o
                ['remote "SECOND2"']
                    url = /s
                """, home.text(Level.PROJECT));
        assertEquals("\n", home.text(Level.LOCAL));
        assertEquals(Optional.of("second2"), home.load().defaultRemote());
        project().set("core.autostage", "true").save();
        assertTrue(home.text(Level.PROJECT).contains("['remote \"second2\"']"));
    }

    @Test
    void renameTakesOptionsOfStrongerLevelsAlong() throws IOException {
        project().addRemote("a", "s3://b/p").save();
        home.edit(Level.LOCAL)
                .setRemote("a", "session_token", "t")
                .defaultRemote("a")
                .save();
        project().renameRemote("a", "b").save();
        assertEquals("[core]\n    remote = b\n['remote \"b\"']\n    session_token = t\n", home.text(Level.LOCAL));
        home.load().validate();
    }

    @Test
    void removeTakesOptionsOfStrongerLevelsAlong() throws IOException {
        project().addRemote("a", "s3://b/p").defaultRemote("a").save();
        home.edit(Level.LOCAL).setRemote("a", "session_token", "t").save();
        project().removeRemote("A").save();
        assertEquals("\n", home.text(Level.PROJECT));
        assertEquals("\n", home.text(Level.LOCAL));
    }

    @Test
    void changingOnesOwnRemotesLeavesThoseOfTheProjectAlone() throws IOException {
        home.edit(Level.GLOBAL).addRemote("a", "/mine").save();
        project().addRemote("a", "s3://b/p").save();
        home.edit(Level.GLOBAL).removeRemote("a").save();
        assertEquals("['remote \"a\"']\n    url = s3://b/p\n", home.text(Level.PROJECT));
    }

    @Test
    void changesNothingIfAnotherLevelWouldBreak() throws IOException {
        home.edit(Level.GLOBAL).addRemote("a", "s3://b/p").save();
        home.write(Level.PROJECT, "['remote \"a\"']", "region = r");
        var before = home.text(Level.GLOBAL);
        assertRefused(
                "expected 'url': 'remote.a'",
                () -> home.edit(Level.GLOBAL).removeRemote("a").save());
        assertEquals(before, home.text(Level.GLOBAL));
        assertEquals("['remote \"a\"']\nregion = r\n", home.text(Level.PROJECT));
    }

    @Test
    void refusesWhatDvcRefuses() throws IOException {
        project().addRemote("a", "/a").addRemote("b", "/b").save();
        assertRefused("remote 'a' already exists", () -> project().addRemote("A", "/x"));
        assertRefused("remote 'x' doesn't exist", () -> project().setRemote("x", "url", "/y"));
        assertRefused("remote 'x' doesn't exist", () -> project().removeRemote("x"));
        assertRefused(
                "Rename failed. Remote name 'B' already exists.",
                () -> project().renameRemote("a", "B"));
        assertRefused(
                "default remote must be present in remote list.",
                () -> project().defaultRemote("x"));
        assertRefused(
                "extra keys not allowed: 'core.x'",
                () -> project().set("core.x", "1").save());
        assertRefused(
                "extra keys not allowed: 'foo'",
                () -> project().set("foo.x", "1").save());
        assertRefused(
                "expected true or false: 'core.no_scm'",
                () -> project().set("core.no_scm", "1").save());
        assertRefused(
                "Unsupported URL type foo://",
                () -> project().addRemote("c", "foo://x").save());
        assertRefused(
                "option 'x' doesn't exist in section 'core'", () -> project().unset("core.x"));
        assertRefused("section 'foo' doesn't exist", () -> project().unset("foo.x"));
        assertRefused(
                "option 'jobs' doesn't exist in remote 'a'", () -> project().unset("remote.a.jobs"));
        assertEquals(Kind.USAGE, failure(() -> project().set("a.b.c", "1")).kind());
        assertEquals(Kind.USAGE, failure(() -> project().set("core", "1")).kind());
    }

    @Test
    void saysWhereARemoteIsThatThisLevelDoesNotHave() throws IOException {
        home.edit(Level.LOCAL).addRemote("a", "/a").save();
        var hint = failure(() -> project().removeRemote("a")).hint().orElseThrow();
        assertTrue(hint.contains("--local"), hint);
    }

    @Test
    void keepsAFileThatDvcCouldNotWriteAsItIs() throws IOException {
        project().addRemote("a", "/a").save();
        var before = home.text(Level.PROJECT);
        assertRefused(
                "not ASCII behind 'url'",
                () -> project().addRemote("b", "s3://b/é").save());
        assertRefused(
                "fits into no kind of quotes",
                () -> project().addRemote("o'k", "/x").save());
        assertRefused(
                "fits into no kind of quotes",
                () -> project().set("core.site_cache_dir", "'''\"\"\"").save());
        assertRefused(
                "read back otherwise",
                () -> project().set("core.site_cache_dir", "a\rb").save());
        assertRefused(
                "missing option 'x'",
                () -> project().set("core.site_cache_dir", "%(x)s").save());
        assertEquals(before, home.text(Level.PROJECT));
    }

    @Test
    void refusalsDoNotShowTheSecret() throws IOException {
        project().addRemote("a", "s3://b").save();
        var failure = failure(() -> home.edit(Level.LOCAL)
                .setRemote("a", "secret_access_key", "hidden'''\"\"\"")
                .save());
        assertTrue(!failure.getMessage().contains("hidden"), failure.getMessage());
    }

    @Test
    void keepsSecretsOutOfTrackedFiles() throws IOException {
        project().addRemote("a", "s3://b").save();
        var failure = failure(() -> project().setRemote("a", "secret_access_key", "s"));
        assertTrue(failure.hint().orElseThrow().contains("--local"));
        assertRefused("is a secret", () -> project().addRemote("h", "https://u:pw@host/x"));
        assertRefused("is a secret", () -> project().set("remote.a.session_token", "s"));
        assertRefused(
                "is a secret", () -> home.load().edit(Level.LOCAL, file -> true).set("studio.token", "s"));
        project().setRemote("a", "access_key_id", "AK").save();
        project().allowSecrets().setRemote("a", "secret_access_key", "s").save();
        assertTrue(home.text(Level.PROJECT).contains("secret_access_key = s"));
    }

    @Test
    void filesWithSecretsAreForTheUserOnly() throws IOException {
        project().addRemote("a", "s3://b").save();
        home.write(Level.LOCAL, "[core]", "autostage = true");
        Files.setPosixFilePermissions(home.file(Level.LOCAL), PosixFilePermissions.fromString("rw-r--r--"));
        home.edit(Level.LOCAL).set("core.autostage", "false").save();
        assertEquals("rw-r--r--", mode(Level.LOCAL));
        home.edit(Level.LOCAL).setRemote("a", "secret_access_key", "s").save();
        assertEquals("rw-------", mode(Level.LOCAL));
        home.edit(Level.GLOBAL).set("studio.token", "s").save();
        assertEquals("rw-------", mode(Level.GLOBAL));
        assertEquals("rw-r--r--", mode(Level.PROJECT));
    }

    @Test
    void doesNotFollowALinkThatCameWithTheProject() throws IOException {
        var elsewhere = Files.writeString(directory.resolve("elsewhere"), "");
        Files.delete(home.file(Level.PROJECT));
        Files.createSymbolicLink(home.file(Level.PROJECT), elsewhere);
        assertEquals(
                Kind.UNSAFEPATH,
                failure(() -> project().set("core.autostage", "true").save()).kind());
        assertEquals("", Files.readString(elsewhere));
    }

    @Test
    void followsALinkInTheUsersOwnSettings() throws IOException {
        var dotfiles = Files.writeString(directory.resolve("dotfiles"), "");
        Files.createDirectories(home.file(Level.GLOBAL).getParent());
        Files.createSymbolicLink(home.file(Level.GLOBAL), dotfiles);
        home.edit(Level.GLOBAL).set("core.autostage", "true").save();
        assertEquals("[core]\n    autostage = true\n", Files.readString(dotfiles));
        assertTrue(Files.isSymbolicLink(home.file(Level.GLOBAL)));
    }

    @Test
    void outsideAProjectOnlyTheUsersLevelsCanBeChanged() throws IOException {
        var outside = Config.load(home.disk, home.env(), Optional.empty());
        assertRefused(
                "Not inside a DVC repo",
                () -> outside.edit(Level.PROJECT, f -> false).set("core.remote", "x"));
        assertRefused(
                "Not inside a DVC repo",
                () -> outside.edit(Level.LOCAL, f -> false).removeRemote("x"));
        outside.edit(Level.GLOBAL, f -> false).addRemote("a", "/a").save();
        outside.edit(Level.GLOBAL, f -> false).removeRemote("a").save();
        assertEquals("\n", home.text(Level.GLOBAL));
    }

    @Test
    void ownSettingsGoToOwnFiles() throws IOException {
        project().addRemote("models", "s3://b").save();
        project()
                .set("jdvc.format", "2")
                .set("jdvc.remote.Models.quota", "50GB")
                .save();
        assertEquals(
                "[jdvc]\n    format = 2\n['remote \"models\"']\n    quota = 50GB\n",
                Files.readString(home.dvc.resolve("jdvc.conf")));
        project().renameRemote("models", "m").save();
        assertTrue(Files.readString(home.dvc.resolve("jdvc.conf")).contains("['remote \"m\"']"));
        project().unset("jdvc.format").save();
        assertEquals(Optional.empty(), home.load().value("jdvc.format"));
        assertEquals(
                Kind.USAGE,
                failure(() -> home.edit(Level.LOCAL).set("jdvc.format", "2")).kind());
        assertRefused("expected one of auto, 2, 3", () -> project().set("jdvc.format", "4"));
        assertRefused("extra keys not allowed: 'jdvc.x'", () -> project().set("jdvc.x", "4"));
        assertRefused("is not for a project", () -> project().set("jdvc.durability", "off"));
    }

    private ConfigEdit project() throws IOException {
        return home.edit(Level.PROJECT);
    }

    private String mode(Level level) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.file(level)));
    }

    private static JdvcException failure(Executable edit) {
        return assertThrows(JdvcException.class, edit);
    }

    private static void assertRefused(String message, Executable edit) {
        var failure = failure(edit);
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }
}
