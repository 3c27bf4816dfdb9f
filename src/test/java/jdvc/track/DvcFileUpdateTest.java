package jdvc.track;

import static jdvc.track.Fixture.MD5;
import static jdvc.track.Fixture.hash;
import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.text;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import org.junit.jupiter.api.Test;

/** docs/format.md#rewriting: what DVC does to an old file when an output's content changes. */
class DvcFileUpdateTest {

    private static final String OLD = "d41d8cd98f00b204e9800998ecf8427e";

    /** Returns {@code old} after its output {@code a} has another content of six bytes. */
    private static String update(String old) {
        return update(old, Layout.V3);
    }

    private static String update(String old, Layout layout) {
        var location = path("a.dvc");
        var out = DvcFile.parse(location, utf8(old)).outs().get(0);
        var changed = out.with(hash(MD5, layout), Out.Meta.ofFile(6, false));
        return text(DvcFile.update(location, utf8(old), changed));
    }

    /** Returns {@code old} written again with the content it had. */
    private static String rewrite(String old) {
        var location = path("a.dvc");
        return text(DvcFile.update(
                location, utf8(old), DvcFile.parse(location, utf8(old)).outs().get(0)));
    }

    @Test
    void keepsTheOrderAndAppendsWhatIsNew() {
        assertEquals(
                "outs:\n- path: a\n  md5: " + MD5 + "\n  size: 6\n  hash: md5\n",
                update("outs:\n- path: a\n  md5: " + OLD + "\n  size: 0\n"));
    }

    @Test
    void aLegacyDirectoryBecomesVersionThreeInPlace() {
        var old =
                "outs:\n- path: a\n  md5: 11111111111111111111111111111111.dir\n  size: 1\n  nfiles: 1\n  remote: docs/dvc\n";
        var location = path("a.dvc");
        var out = DvcFile.parse(location, utf8(old)).outs().get(0);
        var changed =
                out.with(hash("22e3f61e52c0ba45334d973244efc155.dir", Layout.V3), Out.Meta.ofTree(64128504, 2800));
        assertEquals(
                "outs:\n- path: a\n  md5: 22e3f61e52c0ba45334d973244efc155.dir\n  size: 64128504\n  nfiles: 2800\n"
                        + "  remote: docs/dvc\n  hash: md5\n",
                text(DvcFile.update(location, utf8(old), changed)));
    }

    @Test
    void aLegacyOutputStaysOneWithoutAHash() {
        assertEquals(
                "outs:\n- md5: " + MD5 + "\n  path: a\n  size: 6\n",
                update("outs:\n- md5: " + OLD + "\n  path: a\n", Layout.LEGACY));
    }

    @Test
    void dropsQuotesIndentationMarkersAndDefaults() {
        assertEquals(
                "outs:\n- md5: " + OLD + "\n  path: a\n  hash: md5\n",
                rewrite("---\nwdir: .\nfrozen: false\nouts:\n    - md5: '" + OLD
                        + "'\n      path: \"a\"\n      push: true\n"
                        + "      cache: true\n      persist: false\n      hash: md5\n..." + "\n"));
    }

    @Test
    void normalisesPathsAndWdir() {
        assertEquals(
                "wdir: ../a\nouts:\n- path: x\n  md5: " + OLD + "\n",
                text(DvcFile.update(
                        path("b/a.dvc"),
                        utf8("wdir: ../a/./\nouts:\n- path: ./b/../x\n  md5: " + OLD + "\n"),
                        parseOne("b/a.dvc", "wdir: ../a/./\nouts:\n- path: ./b/../x\n  md5: " + OLD + "\n"))));
    }

    private static Out parseOne(String location, String content) {
        return Fixture.parse(location, content).outs().get(0);
    }

    @Test
    void theOldNameOfFrozenMovesToTheEnd() {
        assertEquals(
                "outs:\n- md5: " + OLD + "\n  path: a\nfrozen: true\n",
                rewrite("locked: true\nouts:\n- md5: " + OLD + "\n  path: a\n"));
    }

    @Test
    void keysThatVersionThreeRejectsGo() {
        assertEquals(
                "md5: " + MD5 + "\nouts:\n- md5: " + OLD + "\n  path: a\n",
                rewrite("md5: " + MD5 + "\nouts:\n- md5: " + OLD + "\n  path: a\n  cache: true\n  metric: false\n"
                        + "  persist: false\n"));
    }

    @Test
    void carriesWhatItDoesNotInterpret() {
        var old = """
                desc: a model
                outs:
                - desc: best so far
                  md5: %s
                  path: a
                  type: model
                  labels: [x, 'y: z']
                  meta:
                    n: 007
                    when: 2020-01-01
                    flow: {a: 1, b: [null, true]}
                    text: |
                      two

                      lines
                    base: &base {k: v}
                    same: *base
                  remote: r
                  push: false
                meta:
                  nested:
                  - 1.50
                  - x: y
                    z:
                """.formatted(OLD);
        assertEquals(
                old.replace(OLD, MD5).replace("  push: false\n", "  push: false\n  size: 6\n"),
                update(old, Layout.LEGACY));
    }

    @Test
    void keepsCommentsAndBlankLines() {
        var old = """
                # about this file

                outs:   # all of them
                # the model
                - md5: %s   # hash

                  path: a  # where
                  # last of the output
                meta: {x: 1}  # end
                # bye
                """.formatted(OLD);
        var expected = old.replace(OLD, MD5).replace("  # last of the output\n", "  # last of the output\n  size: 6\n");
        assertEquals(expected, update(old, Layout.LEGACY));
    }

    @Test
    void commentsOfKeysThatGoStay() {
        var updated = update("outs:\n- md5: " + OLD + "\n  push: true  # on purpose\n  # really\n  path: a\n");
        assertTrue(updated.contains("# on purpose\n") && updated.contains("# really\n"), updated);
    }

    @Test
    void quotesAHashThatReadsAsANumber() {
        var digits = "12345678901234567890123456789012";
        assertEquals(
                "outs:\n- md5: '" + digits + "'\n  path: a\n", rewrite("outs:\n- md5: " + digits + "\n  path: a\n"));
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkGo() {
        assertEquals(
                "outs:\n- md5: " + OLD + "\n  path: a\n",
                rewrite("\ufeffouts:\r\n- md5: " + OLD + "\r\n  path: a\r\n"));
    }

    @Test
    void anAliasWhoseAnchorIsReplacedBecomesItsText() {
        var updated = update("outs:\n- md5: &m " + OLD + "\n  path: a\nmeta:\n  was: *m\n  is: *m\n", Layout.LEGACY);
        assertEquals(
                "outs:\n- md5: " + MD5 + "\n  path: a\n  size: 6\nmeta:\n  was: &m " + OLD + "\n  is: *m\n", updated);
    }

    @Test
    void changesOnlyTheNamedOutput() {
        var old = "outs:\n- md5: " + OLD + "\n  path: b\n- md5: " + OLD + "\n  path: a\n";
        var location = path("x.dvc");
        var changed = Fixture.file("a").with(hash(MD5, Layout.LEGACY), Out.Meta.ofFile(6, false));
        assertEquals(
                "outs:\n- md5: " + OLD + "\n  path: b\n- md5: " + MD5 + "\n  path: a\n  size: 6\n",
                text(DvcFile.update(location, utf8(old), changed)));
    }

    @Test
    void anUnsafeNeighbourIsLeftAsItIs() {
        var old = "outs:\n- path: ../../x\n  md5: " + OLD + "\n- md5: " + OLD + "\n  path: a\n";
        var changed = Fixture.file("a").with(hash(MD5, Layout.LEGACY), Out.Meta.NONE);
        assertEquals(
                old.substring(0, old.lastIndexOf(OLD)) + MD5 + "\n  path: a\n",
                text(DvcFile.update(path("a.dvc"), utf8(old), changed)));
    }

    @Test
    void keepsTheListingForm() throws BadTreeException {
        var old = """
                outs:
                - hash: md5
                  path: a
                  files:
                  - relpath: x
                    md5: %s
                    size: 1
                  - relpath: y
                    md5: %s
                    size: 2
                """.formatted(OLD, OLD);
        assertEquals(old, rewrite(old));
        var id = ObjectId.parse(MD5, Layout.V3).orElseThrow();
        var same = ObjectId.parse(OLD, Layout.V3).orElseThrow();
        var tree = Tree.of(List.of(new TreeEntry(path("y"), same), new TreeEntry(path("z"), id)), Layout.V3);
        var changed = Out.of(path("a")).with(Out.Hash.of(tree), Out.Meta.NONE);
        assertEquals("""
                outs:
                - hash: md5
                  path: a
                  files:
                  - relpath: y
                    md5: %s
                    size: 2
                  - relpath: z
                    md5: %s
                """.formatted(OLD, MD5), text(DvcFile.update(path("a.dvc"), utf8(old), changed)));
    }

    @Test
    void hashesTheDefinitionOfAnImportAgain() {
        var old = """
                md5: 00000000000000000000000000000000
                frozen: true
                deps:
                - etag: 1b26352878b4ebb7a0cdc8ef486faf5a
                  size: 7
                  hash: md5
                  path: s3://bucket/raw/f
                outs:
                - md5: 1b26352878b4ebb7a0cdc8ef486faf5a
                  size: 7
                  hash: md5
                  path: f
                """;
        var location = path("f.dvc");
        var out = DvcFile.parse(location, utf8(old)).outs().get(0);
        assertEquals(
                old.replace("00000000000000000000000000000000", "9f859dd2e27ca1b6158bfc8204f20aac"),
                text(DvcFile.update(location, utf8(old), out)));
    }

    @Test
    void aFileThatNamesNothingGetsTheOutput() {
        var expected = "outs:\n- md5: " + MD5 + "\n  size: 6\n  hash: md5\n  path: a\n";
        for (var old : List.of("{}\n", "# nothing\n", "outs:\n", "\n")) {
            assertEquals(expected, text(DvcFile.update(path("a.dvc"), utf8(old), Fixture.file("a"))), old);
        }
    }

    @Test
    void refusesAnOutputThatIsGone() {
        var failure = assertThrows(
                JdvcException.class,
                () -> DvcFile.update(path("a.dvc"), utf8("outs:\n- path: b\n"), Fixture.file("a")));
        assertEquals(Kind.CONFLICT, failure.kind());
        assertEquals("'a.dvc' has no output 'a' any more", failure.getMessage());
    }

    @Test
    void refusesWhatItCannotWriteAgain() {
        var merged = "meta: &m {desc: x}\nouts:\n- <<: *m\n  path: a\n";
        var failure = assertThrows(JdvcException.class, () -> update(merged));
        assertEquals(Kind.BADMETA, failure.kind());
        assertEquals("'a.dvc' cannot be rewritten: an output merges another one ('<<')", failure.getMessage());
        var versioned = "outs:\n- path: a\n  md5: " + OLD + "\n  version_id: x\n";
        assertTrue(assertThrows(JdvcException.class, () -> update(versioned))
                .getMessage()
                .contains("versioned"));
        assertEquals(versioned, rewrite(versioned));
    }

    @Test
    void whatItWritesItWritesAgain() {
        var once =
                update("outs:\n    - path: a\n      meta: {k: 'v', list: [1, {a: b}]} # c\n      md5: '" + OLD + "'\n");
        assertEquals(once, rewrite(once));
    }
}
