package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository that data is taken from decides nothing here: not what runs, not where bytes go, not who sees keys. */
class HostileUpstreamTest {

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path source;
    private Path here;

    @BeforeEach
    void makeBoth() throws IOException {
        sandbox = new Sandbox(folder);
        source = sandbox.project("source");
        Bytes.write(source.resolve("d/a"), "a\n");
        Bytes.write(source.resolve("code"), "code\n");
        Bytes.write(
                source.resolve(".dvc/config"),
                "[core]\n    remote = r\n['remote \"r\"']\n    url = "
                        + sandbox.folder().resolve("store") + "\n");
        sandbox.jdvc(source, "add", "d").exits(0);
        sandbox.jdvc(source, "push").exits(0);
        commit();
        here = Files.createDirectories(sandbox.folder().resolve("here"));
    }

    private void commit() {
        sandbox.git(source, "add", "-A");
        sandbox.git(source, "commit", "-qm", "more", "--allow-empty");
    }

    private String url() {
        return "file://" + source;
    }

    private Outcome get(String... words) {
        return sandbox.jdvc(here, words);
    }

    private void requireNothingHere() {
        assertEquals("", Snapshot.of(here).tree());
        assertFalse(Files.exists(sandbox.home().resolve(".cache/jdvc/tmp")), "temporaries are left");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c 'touch $CANARY'",
                "fd::0",
                "--upload-pack=touch $CANARY:x",
                "-oProxyCommand=touch $CANARY:x",
                "ftp://127.0.0.1:1/x"
            })
    void runsNoProgramThatAUrlNames(String text) {
        var canary = sandbox.folder().resolve("canary");
        get("list", "--", text.replace("$CANARY", canary.toString())).exits(1);
        assertFalse(Files.exists(canary));
        requireNothingHere();
    }

    @Test
    void runsNoHookOfTheRepository() throws IOException {
        var canary = sandbox.folder().resolve("canary");
        for (var name : new String[] {"post-checkout", "reference-transaction", "post-merge", "fsmonitor-watchman"}) {
            var hook = Bytes.write(source.resolve(".git/hooks").resolve(name), "#!/bin/sh\ntouch " + canary + "\n");
            assertTrue(hook.toFile().setExecutable(true));
        }
        get("get", url(), "d").exits(0);
        get("get", source.toString(), "d", "-o", "e").exits(0);
        assertFalse(Files.exists(canary));
    }

    @Test
    void takesNothingFromAListingThatLeadsOut() {
        var json = "[{\"md5\": \"60b725f10c9c85c70d97880dfe8191b3\", \"relpath\": \"../out\"}]";
        var name = Bytes.md5(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + ".dir";
        Grounds.put(sandbox.folder().resolve("store"), name, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Bytes.write(source.resolve("d.dvc"), "outs:\n- md5: " + name + "\n  hash: md5\n  path: d\n");
        commit();
        get("get", url(), "d").exits(1).says("cannot be used");
        assertFalse(Files.exists(sandbox.folder().resolve("out")));
        requireNothingHere();
    }

    @Test
    void keepsNothingOfADamagedObject() {
        Grounds.put(sandbox.folder().resolve("store"), "60b725f10c9c85c70d97880dfe8191b3", new byte[] {1}, 0644);
        get("get", url(), "d").exits(1);
        requireNothingHere();
    }

    @Test
    void showsNoKeyToAnEndpointThatTheRepositoryChose() {
        sandbox.set("AWS_ACCESS_KEY_ID", "mine").set("AWS_SECRET_ACCESS_KEY", "secret");
        Bytes.write(
                source.resolve(".dvc/config"),
                "[core]\n    remote = r\n['remote \"r\"']\n    url = s3://b\n    endpointurl = http://198.51.100.1\n");
        commit();
        get("get", url(), "d").exits(1).says("not encrypted").says("--remote-config endpointurl=URL");
        requireNothingHere();
    }

    @Test
    void writesNothingIntoTheRepository() {
        var before = Snapshot.of(source, path -> false).tree();
        get("list", "../source", "-R").exits(0);
        get("get", "../source", "d").exits(0);
        get("get", "../source", "d", "--rev", "HEAD", "-o", "e").exits(0);
        get("get", url(), "d", "-o", "f").exits(0);
        assertEquals(before, Snapshot.of(source, path -> false).tree());
    }

    @Test
    void doesNotTakeAPointerOfLfsForTheFile() {
        Bytes.write(source.resolve("big"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n");
        commit();
        get("get", url(), "big").exits(1).says("Git LFS");
        requireNothingHere();
    }

    @Test
    void findsAProjectInAnother() {
        var inner = source.resolve("team/models");
        Bytes.write(inner.resolve("m"), "model\n");
        sandbox.jdvc(inner, "init", "--subdir").exits(0);
        sandbox.jdvc(inner, "add", "m").exits(0);
        commit();
        get("get", "../source", "team/models/m").exits(0);
        Bytes.write(
                inner.resolve(".dvc/config"),
                "[core]\n    remote = r\n['remote \"r\"']\n    url = "
                        + sandbox.folder().resolve("store") + "\n");
        sandbox.jdvc(inner, "push").exits(0);
        commit();
        get("get", url(), "team/models/m", "-o", "n").exits(0);
        assertEquals(Bytes.text(here.resolve("m")), Bytes.text(here.resolve("n")));
    }

    @Test
    void asksNobodyForACommitThatIsHere() throws IOException {
        var commit = sandbox.git(source, "rev-parse", "HEAD").strip();
        get("get", url(), "code").exits(0);
        Files.move(source, source.resolveSibling("gone"));
        get("get", url(), "code", "--rev", commit, "-o", "again").exits(0);
        get("get", url(), "code", "-o", "now").exits(1).says("cannot clone");
    }

    @Test
    void namesNoPasswordOfAUrl() {
        var outcome = get("list", "https://ada:hunter2@127.0.0.1:1/x.git").exits(1);
        assertFalse(outcome.err().contains("hunter2"), outcome::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "du", "get"})
    void namesNoPasswordOfAUrlThatAnswers(String verb) {
        var url = "https://ada:hunter2@example.org/x.git";
        sandbox.git(here, "config", "--global", "url." + source + ".insteadOf", url);
        var outcome = get(verb, url, "nothing").fails().says("https://ada:***@example.org/x.git");
        assertFalse(outcome.err().contains("hunter2"), outcome::toString);
    }

    @Test
    void namesNoPasswordOfAUrlThatItDoesNotAsk() {
        var outcome = get("list", "ext::https://ada:hunter2@example.org/x.git").exits(1);
        assertFalse(outcome.err().contains("hunter2"), outcome::toString);
    }

    private Path project() {
        return sandbox.project("project");
    }

    private static void imported(Path project, String repo) {
        var out = "outs:\n- hash: md5\n  path: x\n";
        Bytes.write(project.resolve("x.dvc"), "frozen: true\ndeps:\n- path: d\n  repo:\n" + repo + out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext::sh -c 'touch $CANARY'", "--upload-pack=touch $CANARY:x", "-oProxyCommand=touch $CANARY:x"})
    void runsNoProgramThatAMetafileNames(String text) {
        var project = project();
        var canary = sandbox.folder().resolve("canary");
        var url = text.replace("$CANARY", canary.toString());
        imported(project, "    url: \"" + url + "\"\n    rev_lock: abcdef6789012345678901234567890123456789\n");
        sandbox.jdvc(project, "status").exits(1).says("no URL of a repository");
        sandbox.jdvc(project, "pull").exits(1).says("no URL of a repository");
        sandbox.jdvc(project, "update", "x.dvc").exits(1).says("no URL of a repository");
        assertFalse(Files.exists(canary));
        assertFalse(Files.exists(project.resolve("x")));
    }

    @Test
    void takesNoConfigFileOutsideTheProjectFromAMetafile() {
        var project = project();
        Bytes.write(sandbox.home().resolve("mine"), "[core]\n    remote = r\n");
        imported(
                project, "    url: " + url() + "\n    config: " + sandbox.home().resolve("mine") + "\n");
        sandbox.jdvc(project, "pull").exits(1).says("lies outside the project");
        sandbox.jdvc(project, "update", "x.dvc").exits(1).says("lies outside the project");
    }

    @Test
    void writesNoSecretIntoAMetafile() {
        var project = project();
        sandbox.jdvc(project, "import", "https://ada:hunter2@127.0.0.1:1/x.git", "d")
                .exits(1)
                .says("a password or key would be written");
        sandbox.jdvc(project, "import", url(), "d", "--remote-config", "secret_access_key=hunter2")
                .exits(1)
                .says("a password or key would be written");
        assertFalse(Files.exists(project.resolve("d.dvc")));
    }

    @Test
    void takesNothingThatIsNotWhatWasRecorded() {
        var project = project();
        sandbox.jdvc(project, "import", "../source", "code").exits(0);
        var text = Bytes.text(project.resolve("code.dvc"));
        var other = text.replaceAll("md5: [0-9a-f]{32}\n  size", "md5: 00000000000000000000000000000000\n  size");
        Bytes.write(project.resolve("code.dvc"), other);
        sandbox.jdvc(project, "fetch").exits(1).says("is not what was recorded");
    }

    @Test
    void keepsWhatAnUpdateReplaces() throws IOException {
        var project = project();
        sandbox.jdvc(project, "import", "../source", "code").exits(0);
        Bytes.write(source.resolve("code"), "newer\n");
        commit();
        Bytes.write(project.resolve("code"), "precious\n");
        sandbox.jdvc(project, "update", "code.dvc").exits(0);
        assertEquals("newer\n", Bytes.text(project.resolve("code")));
        try (var trash = Files.walk(project.resolve(".dvc/tmp/jdvc/trash"))) {
            assertTrue(
                    trash.anyMatch(p -> Files.isRegularFile(p) && Bytes.text(p).equals("precious\n")));
        }
    }

    @Test
    void updatesOnlyWhatWasImportedAndChangesNothingElse() {
        var project = project();
        sandbox.jdvc(project, "import", "../source", "code").exits(0);
        Bytes.write(source.resolve("code"), "newer\n");
        commit();
        Bytes.write(project.resolve("own"), "own\n");
        sandbox.jdvc(project, "add", "own").exits(0);
        sandbox.jdvc(project, "update", "code.dvc", "own.dvc").exits(1).says("is no import");
        assertEquals("code\n", Bytes.text(project.resolve("code")));
    }
}
