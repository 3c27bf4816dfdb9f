package jdvc.track;

import static jdvc.track.Fixture.MD5;
import static jdvc.track.Fixture.TREE;
import static jdvc.track.Fixture.parse;
import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;

class DvcFileParseTest {

    private static JdvcException refused(String content) {
        return assertThrows(JdvcException.class, () -> parse("x.dvc", content), content);
    }

    private static void refuses(String content, String reason) {
        var failure = refused(content);
        assertEquals(Kind.BADMETA, failure.kind());
        assertTrue(failure.getMessage().startsWith("'x.dvc' is invalid"), failure.getMessage());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    private static Out only(String content) {
        var stage = parse("sub/x.dvc", content);
        assertEquals(List.of(), stage.problems());
        assertEquals(1, stage.outs().size());
        return stage.outs().get(0);
    }

    private static Stage.Problem problem(String content) {
        var stage = parse("sub/x.dvc", content);
        assertEquals(1, stage.problems().size(), content);
        return stage.problems().get(0);
    }

    @Test
    void readsAFile() {
        var out = only("outs:\n- md5: " + MD5 + "\n  size: 6\n  isexec: true\n  hash: md5\n  path: a.txt\n");
        assertEquals(path("sub/a.txt"), out.path());
        assertEquals(ObjectId.parse(MD5, Layout.V3), out.id());
        assertEquals(OptionalLong.of(6), out.size());
        assertEquals(OptionalLong.empty(), out.files());
        assertTrue(out.executable() && out.cached() && out.pushed() && !out.persist());
        assertEquals(Out.Kind.PLAIN, out.kind());
    }

    @Test
    void readsADirectory() {
        var out = only("outs:\n- md5: " + TREE + "\n  size: 0\n  nfiles: 0\n  hash: md5\n  path: d\n");
        assertTrue(out.id().orElseThrow().isTree());
        assertEquals(OptionalLong.of(0), out.files());
    }

    @Test
    void onlyTheHashKeyTellsTheLayout() {
        assertEquals(
                Layout.LEGACY, only("outs:\n- md5: " + MD5 + "\n  path: a\n").layout());
        assertEquals(
                Layout.V3,
                only("outs:\n- md5: " + MD5 + "\n  hash: md5\n  path: a\n").layout());
        assertEquals(Layout.V3, only("outs:\n- path: a\n").layout());
        assertEquals(Optional.empty(), only("outs:\n- path: a\n  md5:\n").id());
        assertEquals(Optional.empty(), only("outs:\n- path: a\n  md5: ''\n").id());
    }

    @Test
    void readsFlags() {
        var out = only("outs:\n- path: a\n  cache: false\n  persist: true\n  push: false\n  remote: r\n");
        assertEquals(new Out.Flags(false, false, true, Optional.of("r"), Out.Kind.PLAIN), out.flags());
    }

    @Test
    void readsHistoricalShapes() {
        assertEquals(
                Optional.of(MD5),
                parse("x.dvc", "md5: " + MD5 + "\nouts: []\n").facts().md5());
        var old = "md5: " + MD5 + "\nouts:\n- md5: " + MD5
                + "\n  path: a\n  cache: true\n  metric: false\n  persist: false\n";
        assertEquals(Out.Kind.PLAIN, parse("x.dvc", old).outs().get(0).kind());
        assertEquals(Out.Kind.METRIC, only("outs:\n- path: a\n  metric: true\n").kind());
        assertTrue(parse("x.dvc", "locked: true\nouts: []\n").frozen());
    }

    @Test
    void aFileMaySayNothing() {
        for (var content : List.of("{}\n", "# only a remark\n", "outs:\n", "outs: null\n", "outs: []\n", "\n")) {
            assertEquals(List.of(), parse("x.dvc", content).outs(), content);
        }
    }

    @Test
    void anEmptyFileIsAnErrorAndNotNoOutputs() {
        var failure = refused("");
        assertEquals(Kind.BADMETA, failure.kind());
        assertEquals(
                Optional.of(
                        "restore it with `git checkout -- x.dvc`; if Git does not have it, delete it and add the data"
                                + " anew"),
                failure.hint());
    }

    @Test
    void textThatLooksLikeAValueStaysText() {
        for (var name : List.of("on", "yes", "12:30:45", "1.0", "0x10", "2020-01-01", "007", "1e3")) {
            assertEquals(
                    path("sub/" + name), only("outs:\n- path: " + name + "\n").path());
        }
    }

    @Test
    void unfoldsLongLines() {
        var name = "a".repeat(100);
        assertEquals(
                path("sub/" + name), only("outs:\n- path: \n    " + name + "\n").path());
        assertEquals(path("sub/a b"), only("outs:\n- path: a\n    b\n").path());
    }

    @Test
    void readsAnchorsTagsQuotesAndFlow() {
        assertEquals(
                path("sub/a b"),
                only("x: &p a\nouts: [{path: !!str 'a b', md5: null}]\n".substring(8))
                        .path());
        assertEquals(path("sub/z"), only("desc: &p z\nouts:\n- path: *p\n").path());
        assertEquals(path("sub/q?x"), only("outs: [{path: q?x}]\n").path());
    }

    @Test
    void readsMergedMappings() {
        var out = only("meta: &m {push: false, md5: " + MD5 + "}\nouts:\n- <<: *m\n  path: a\n");
        assertFalse(out.pushed());
        assertTrue(out.id().isPresent());
        var bomb = new StringBuilder("meta:\n  a0: &a0 {x: y}\n");
        for (int i = 1; i < 25; i++) bomb.append("  a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1));
        assertEquals(
                path("sub/a"), only(bomb + "outs:\n- <<: *a24\n  path: a\n").path());
    }

    @Test
    void resolvesWdir() {
        assertEquals(path("a"), only("wdir: ..\nouts:\n- path: a\n").path());
        assertEquals(
                path("sub/w/a"), only("wdir: w\nouts:\n- path: ./b/../a/\n").path());
    }

    @Test
    void namesWhatIsWrongAndWhere() {
        refuses(
                "outs:\n- path: a\n  bogus: true\n",
                "extra keys not allowed, in outs -> 0 -> bogus, line 3, column 3: bogus: true");
        refuses("cmd: x\nouts: []\n", "extra keys not allowed, in cmd, line 1, column 1");
        refuses("outs:\n- md5: x\n", "required key not provided, in outs -> 0 -> path, line 2, column 3");
        refuses("outs:\n- path: a\n  cache: maybe\n", "expected bool, in outs -> 0 -> cache, line 3, column 10");
        refuses("outs:\n- path: a\n  size: big\n", "expected int, in outs -> 0 -> size");
        refuses("outs:\n- path: [a]\n", "expected str, in outs -> 0 -> path");
        refuses("outs: a\n", "expected a list, in outs");
        refuses("outs:\n- a\n", "expected a dictionary, in outs -> 0");
        refuses("frozen: 1\n", "expected bool, in frozen");
        refuses("- a\n", "expected a dictionary, line 1, column 1");
        refuses("deps:\n- path: a\n  repo: {url: x, bogus: y}\n", "in deps -> 0 -> repo -> bogus");
        refuses("outs:\n- path: a\n  files:\n  - md5: x\n", "in outs -> 0 -> files -> 0 -> relpath");
    }

    @Test
    void namesPlacesOfSyntaxErrors() {
        refuses("outs:\n- path: a: b\n", "mapping values are not allowed here, line 2, column 10");
        refuses("outs:\n\t- path: a\n", "line 2, column 1");
        refuses("outs: [a\n", "line 2");
    }

    @Test
    void hintsAtMergeConflicts() {
        var failure = refused("outs:\n<<<<<<< HEAD\n- path: a\n=======\n- path: b\n>>>>>>> x\n");
        assertTrue(
                failure.getMessage().startsWith("'x.dvc' is invalid (possible merge conflicts): "),
                failure.getMessage());
        assertEquals(Optional.of("resolve the conflict, then `git add x.dvc`"), failure.hint());
    }

    @Test
    void refusesWhatIsNotText() {
        var failure = assertThrows(
                JdvcException.class,
                () -> DvcFile.parse(path("x.dvc"), "outs: é".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("'x.dvc' is invalid: it is not UTF-8", failure.getMessage());
        assertEquals(Kind.BADMETA, refused("outs:\n- path: \"a\u0000b\"\n").kind());
        assertEquals(Kind.BADMETA, refused("outs:\n- path: a\u0007\n").kind());
    }

    @Test
    void refusesBombs() {
        assertEquals(Kind.BADMETA, refused("meta:\n  a: 1\n  a: 2\n").kind(), "duplicate keys");
        assertEquals(Kind.BADMETA, refused("outs: []\n---\nouts: []\n").kind(), "second document");
        assertEquals(Kind.BADMETA, refused("meta: &a [*a]\n").kind(), "recursion");
        assertEquals(Kind.BADMETA, refused("meta: *a\n").kind(), "unknown alias");
        assertEquals(
                Kind.BADMETA, refused("meta: !!python/object:os.system x\n").kind(), "language tag");
        assertEquals(Kind.BADMETA, refused("meta: !custom x\n").kind(), "own tag");
        assertEquals(Kind.BADMETA, refused("meta: !!java.net.URL [x]\n").kind(), "class name");
        assertEquals(Kind.BADMETA, refused("? [a]\n: b\n").kind(), "key that is no text");
        assertEquals(
                Kind.LIMIT,
                refused("meta: " + "[".repeat(40) + "]".repeat(40) + "\n").kind(),
                "depth");
        assertEquals(Kind.LIMIT, refused("meta: " + "[".repeat(100_000) + "\n").kind(), "depth, never closed");
        assertEquals(
                Kind.LIMIT,
                refused("meta:\n  a: &a [x]\n  b: [" + "*a, ".repeat(51) + "]\n")
                        .kind(),
                "aliases");
        assertEquals(
                Kind.LIMIT, refused("meta: [" + "a,\n ".repeat(400_001) + "]\n").kind(), "values");
        assertEquals(Kind.LIMIT, refused("meta:\n" + "- a\n".repeat(400_001)).kind(), "values, canonical");
        assertEquals(Kind.LIMIT, refused("meta: " + ":".repeat(200_000) + "\n").kind(), "line");
        assertEquals(Kind.LIMIT, refused("#" + "x".repeat(16 << 20)).kind(), "size");
    }

    @Test
    void aliasesOfAliasesAreNotUnfolded() {
        var bomb = new StringBuilder("meta:\n  a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) bomb.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        bomb.append("outs:\n- path: a\n");
        var out = parse("x.dvc", bomb.toString()).outs().get(0);
        var updated = DvcFile.update(
                path("x.dvc"), utf8(bomb.toString()), out.with(Fixture.file("a").hash(), out.meta()));
        assertTrue(Fixture.text(updated).contains("- *a23\n")
                || Fixture.text(updated).contains("[*a23, *a23]"));
    }

    @Test
    void aBadOutputDoesNotStopTheOthers() {
        var stage = parse("x.dvc", "outs:\n- path: ../x\n  md5: " + MD5 + "\n- path: ok\n");
        assertEquals(1, stage.outs().size());
        assertEquals(
                "x.dvc: '../x' lies outside the repository",
                stage.problems().get(0).toString());
        assertTrue(stage.problems().get(0).id().isPresent(), "a garbage collection keeps it");
    }

    @Test
    void refusesHostilePaths() {
        for (var bad : List.of(
                "../../x",
                "../../../etc/passwd",
                "/etc/passwd",
                "a/../../../x",
                ".git/hooks/x",
                "a/.GIT/x",
                ".dvc/config",
                "'.git.'",
                "git~1/x",
                "..",
                "../sub/../..",
                "''",
                "\"a\\0b\"",
                "x.dvc",
                "a/dvc.yaml",
                ".hg/x",
                "b/.dvc",
                "\".g\\u200cit/x\"",
                "c" + "/c".repeat(2100))) {
            assertFalse(problem("outs:\n- path: " + bad + "\n").reason().isEmpty(), bad);
        }
        assertEquals("is the repository's root", problem("outs:\n- path: ..\n").reason());
        assertEquals("is absolute", problem("outs:\n- path: /x\n").reason());
        assertFalse(problem("wdir: /etc\nouts:\n- path: x\n").reason().isEmpty());
        assertFalse(problem("wdir: ../..\nouts:\n- path: sub/x\n").reason().isEmpty());
        assertFalse(problem("wdir: ../.git\nouts:\n- path: x\n").reason().isEmpty());
    }

    @Test
    void anOutputAtAUrlIsNoDanger() {
        assertTrue(problem("outs:\n- path: s3://bucket/x\n  etag: abc\n").external());
        assertTrue(problem("outs:\n- path: remote://r/x\n").external());
        assertFalse(problem("outs:\n- path: ../../x\n").external());
    }

    @Test
    void refusesHashesThatAreNone() {
        for (var bad : List.of(MD5.toUpperCase(), "../../x", MD5 + "0", MD5 + ".dirx", "abc", "12345", MD5 + ".DIR")) {
            var problem = problem("outs:\n- path: a\n  hash: md5\n  md5: " + bad + "\n");
            assertTrue(problem.reason().contains("no MD5"), bad);
            assertEquals(Optional.empty(), problem.id());
        }
    }

    @Test
    void marksWhatItMustLeaveToDvc() {
        assertTrue(only("outs:\n- path: a\n  hash: sha256\n").unsupported().isPresent());
        assertTrue(only("outs:\n- path: a\n  etag: x\n").unsupported().isPresent());
        assertTrue(only("outs:\n- path: a\n  version_id: x\n  md5: " + MD5 + "\n")
                .unsupported()
                .isPresent());
        var cloud = "outs:\n- path: a\n  hash: md5\n  files:\n  - relpath: a\n    md5: " + MD5
                + "\n    cloud: {vr: {version_id: v2}}\n";
        assertTrue(only(cloud).unsupported().isPresent());
        assertEquals(
                Optional.empty(), only("outs:\n- path: a\n  md5: " + MD5 + "\n").unsupported());
    }

    @Test
    void readsAListingAsTheTreeThatItIs() {
        var out = only("""
                outs:
                - hash: md5
                  path: d
                  files:
                  - {relpath: b, md5: 591785b794601e212b260e25925636fd, size: 6}
                  - {relpath: a, md5: b1946ac92492d2347c6235b4d2611184}
                  - {relpath: empty, md5: d41d8cd98f00b204e9800998ecf8427e}
                  - {relpath: s u/é.txt, md5: fbade9e36a3f36d3d676c1b808451dd7}
                """);
        assertEquals(ObjectId.parse(TREE, Layout.V3), out.id());
        assertEquals(4, out.listing().orElseThrow().entries().size());
    }

    @Test
    void refusesHostileListings() {
        var head = "outs:\n- hash: md5\n  path: d\n  files:\n";
        for (var bad : List.of("../x", "/x", "a/../../x", ".git/x", "''", "a//b")) {
            var problem = problem(head + "  - {relpath: " + bad + ", md5: " + MD5 + "}\n");
            assertTrue(problem.reason().startsWith("lists its files wrongly"), bad);
        }
        problem(head + "  - {relpath: a, md5: " + MD5 + "}\n  - {relpath: a, md5: " + MD5 + "}\n");
        problem(head + "  - {relpath: a, md5: " + MD5 + "}\n  - {relpath: a/b, md5: " + MD5 + "}\n");
        problem(head + "  - {relpath: a, md5: " + TREE + "}\n");
        problem(head + "  - {relpath: a, md5: ../x}\n");
    }

    @Test
    void readsImports() {
        var repo = parse(
                "x.dvc",
                "frozen: true\ndeps:\n- path: data\n  repo:\n    url: https://h/r\n    rev_lock: abc\nouts:\n- path: x\n");
        assertTrue(repo.isImport() && repo.isRepoImport() && repo.frozen());
        assertEquals(
                "{url=https://h/r, rev_lock=abc}",
                repo.deps().get(0).fields().get("repo").toString());
        var url = parse("sub/x.dvc", "deps:\n- path: s3://b/k\n  etag: e\nouts:\n- path: x\n");
        assertTrue(url.isImport() && !url.isRepoImport());
        assertEquals(Dep.Kind.URL, url.deps().get(0).kind());
        var local = parse("sub/x.dvc", "deps:\n- path: ../raw\n  md5: " + MD5 + "\n  hash: md5\nouts:\n- path: x\n");
        assertEquals(Optional.of(path("raw")), local.deps().get(0).path());
        assertEquals(ObjectId.parse(MD5, Layout.V3), local.deps().get(0).hash().id());
        assertFalse(parse("x.dvc", "outs:\n- path: x\n").isImport());
    }

    @Test
    void damagedFilesFailAsMetafilesOnly() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var good = "# c\nouts:\n- md5: '" + MD5 + "'\n  path: \"a b\"\n  files: [{relpath: x, md5: " + MD5
                + "}]\n  meta: &m {a: [1, *m2], b: |\n    x\n  }\ndeps:\n- path: x\n  repo: {url: y}\n";
        for (int i = 0; i < 4_000; i++) {
            var bytes = utf8(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = random.nextBoolean() ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt(256);
            }
            try {
                var stage = DvcFile.parse(path("x.dvc"), bytes);
                for (var out : stage.outs()) DvcFile.update(path("x.dvc"), bytes, out);
            } catch (JdvcException e) {
                assertTrue(List.of(Kind.BADMETA, Kind.LIMIT).contains(e.kind()), "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + Fixture.text(bytes), e);
            }
        }
    }
}
