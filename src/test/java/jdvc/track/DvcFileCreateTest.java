package jdvc.track;

import static jdvc.track.Fixture.MD5;
import static jdvc.track.Fixture.TREE;
import static jdvc.track.Fixture.file;
import static jdvc.track.Fixture.hash;
import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.text;
import static jdvc.track.Fixture.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.track.Out.Flags;
import jdvc.track.Out.Kind;
import jdvc.track.Yaml.Limits;
import org.junit.jupiter.api.Test;

/** docs/format.md#dvc-file: new files. The expected bytes are DVC's. */
class DvcFileCreateTest {

    private static String create(String location, Out... outs) {
        return text(DvcFile.create(path(location), outs));
    }

    /** Returns the line of a path in a new file. */
    private static String line(String name) {
        var file = create("x.dvc", Out.of(path(name)));
        return file.substring(file.indexOf("path:") + 6, file.length() - 1);
    }

    @Test
    void writesAFile() {
        var expected = "outs:\n- md5: " + MD5 + "\n  size: 6\n  hash: md5\n  path: a.txt\n";
        assertEquals(expected, create("a.txt.dvc", file("a.txt")));
        assertEquals(expected, create("sub/a.txt.dvc", file("sub/a.txt")));
    }

    @Test
    void writesAnExecutable() {
        var out = file("run").with(hash(MD5, Layout.V3), Out.Meta.ofFile(0, true));
        assertEquals(
                "outs:\n- md5: " + MD5 + "\n  size: 0\n  isexec: true\n  hash: md5\n  path: run\n",
                create("run.dvc", out));
    }

    @Test
    void writesADirectory() {
        assertEquals(
                "outs:\n- md5: " + TREE + "\n  size: 13\n  nfiles: 4\n  hash: md5\n  path: d\n",
                create("d.dvc", tree("d")));
    }

    @Test
    void writesZerosAndLeavesOutWhatIsNotKnown() {
        var empty = tree("d").with(hash(TREE, Layout.V3), Out.Meta.ofTree(0, 0));
        assertTrue(create("d.dvc", empty).contains("  size: 0\n  nfiles: 0\n"));
        var bare = tree("d").with(hash(TREE, Layout.V3), Out.Meta.NONE);
        assertEquals("outs:\n- md5: " + TREE + "\n  hash: md5\n  path: d\n", create("d.dvc", bare));
    }

    @Test
    void marksALegacyOutputByWritingNoHash() {
        var legacy = file("a").with(hash(MD5, Layout.LEGACY), Out.Meta.ofFile(6, false));
        assertEquals("outs:\n- md5: " + MD5 + "\n  size: 6\n  path: a\n", create("a.dvc", legacy));
    }

    @Test
    void writesAnOutputWithoutContent() {
        assertEquals("outs:\n- hash: md5\n  path: a\n", create("a.dvc", Out.of(path("a"))));
    }

    @Test
    void writesFlagsThatAreNotTheDefault() {
        var flags = new Flags(false, false, true, Optional.of("docs/dvc"), Kind.PLAIN);
        assertTrue(create("a.dvc", file("a").with(flags))
                .endsWith("  path: a\n  cache: false\n  persist: true\n  remote: docs/dvc\n  push: false\n"));
    }

    @Test
    void writesSeveralOutputsAndPathsElsewhere() {
        assertEquals(
                "outs:\n- hash: md5\n  path: a\n- hash: md5\n  path: ../b\n",
                create("d/x.dvc", Out.of(path("d/a")), Out.of(path("b"))));
    }

    @Test
    void leavesHarmlessNamesPlain() {
        for (var name : List.of(
                "a b",
                "a:b",
                "a#b",
                "-a",
                "~a",
                "yes",
                "12:30:45",
                "a'b",
                "a\"b",
                "a\\b",
                "x]",
                "a,b",
                "日本",
                "😀",
                "1.0.0")) {
            assertEquals(name, line(name), name);
        }
    }

    @Test
    void quotesWhatWouldReadAsSomethingElse() {
        for (var name : List.of(
                "true",
                "null",
                "123",
                "08",
                "1_000",
                "1e3",
                "0x1f",
                "2021-01-01",
                "=",
                "<<",
                "-",
                "a: b",
                "a #b",
                "#a",
                "*x",
                "[x",
                "- a",
                "x:",
                " lead",
                "trail ",
                "---",
                "...a",
                "?",
                "%x",
                "@x",
                "`x",
                "!x",
                "&x",
                "|x",
                ">x",
                "{x")) {
            assertEquals("'" + name + "'", line(name), name);
        }
        assertEquals("\"'a'\"", line("'a'"));
        assertEquals("\"a\\tb\"", line("a\tb"));
        assertEquals("\"a\\x7Fb\"", line("a\u007fb"));
        assertEquals("\"\\uFEFFx\"", line("\ufeffx"));
    }

    @Test
    void foldsAtColumnEighty() {
        var word = "x".repeat(200);
        assertEquals("\n    " + word, line(word), "a blank stays behind the colon");
        var words = "word ".repeat(20) + "end";
        assertEquals("word ".repeat(14) + "\n    " + "word ".repeat(6) + "end", line(words));
        assertEquals("'" + "#w ".repeat(24) + "#w\n    #w'", line("#w ".repeat(25) + "#w"));
    }

    @Test
    void quotesWhereAFoldWouldEatBlanks() {
        var name = "w  ".repeat(40) + "w";
        assertEquals("'" + name + "'", line(name));
        assertEquals(
                name,
                DvcFile.parse(path("x.dvc"), DvcFile.create(path("x.dvc"), Out.of(path(name))))
                        .outs()
                        .get(0)
                        .path()
                        .toString());
    }

    @Test
    void quotesHashesThatReadAsNumbers() {
        for (var md5 : List.of(
                "12345678901234567890123456789012",
                "12e45678901234567890123456789012",
                "0b101010101010101010101010101010")) {
            var out = Out.of(path("a")).with(hash(md5, Layout.V3), Out.Meta.NONE);
            assertTrue(create("a.dvc", out).contains("- md5: '" + md5 + "'\n"), md5);
        }
        var tree = Out.of(path("a")).with(hash("12345678901234567890123456789012.dir", Layout.V3), Out.Meta.NONE);
        assertTrue(create("a.dvc", tree).contains("- md5: 12345678901234567890123456789012.dir\n"));
    }

    @Test
    void tenThousandNamesReadBackByBothReaders() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var name = name(random);
            if (RelPath.objection(name).isPresent() || Place.isMetafile(name)) continue;
            var bytes = DvcFile.create(path("x.dvc"), file(name));
            var note = "seed " + seed + ", name " + name;
            assertEquals(
                    name,
                    DvcFile.parse(path("x.dvc"), bytes).outs().get(0).path().toString(),
                    note);
            var slow = YamlReader.read(Metafile.of(path("x.dvc"), bytes, 1 << 20), Limits.DVC_FILE);
            var fast = Canonical.read(text(bytes), 1000);
            assertTrue(fast == null || Values.sameDocument(slow, fast), note);
            assertEquals(text(bytes), text(YamlWriter.write(slow)), note);
        }
    }

    private static String name(Random random) {
        var alphabet = "abcxyz019._ -:#'\"é日[]{},&*!|>%@`~=<?\\\t\u007f\ufeff\u0001\u00a0\u0085\u2028+eTZ";
        var name = new StringBuilder();
        int length = random.nextInt(10) == 0 ? 120 : 1 + random.nextInt(14);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(20) == 0) name.append("😀");
            else name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            if (length > 100 && random.nextInt(6) == 0) name.append(' ');
        }
        return name.toString();
    }

    @Test
    void theScannerReadsWhatIsWritten() {
        assertFalse(Canonical.read(create("a.dvc", file("a"), tree("some name")), 1000) == null);
    }
}
