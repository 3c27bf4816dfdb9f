package jdvc.track;

import static jdvc.track.Fixture.MD5;
import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import jdvc.JdvcException;
import jdvc.track.Yaml.Limits;
import org.junit.jupiter.api.Test;

class CanonicalTest {

    private static final String LOCK = """
            schema: '2.0'
            stages:
              prepare:
                cmd: python src/prepare.py data/data.xml
                deps:
                - path: data/data.xml
                  hash: md5
                  md5: 22a1a2931c8370d3aeedd7183606fd7f
                  size: 14445097
                params:
                  params.yaml:
                    prepare.split: 0.2
                outs:
                - path: data/prepared
                  hash: md5
                  md5: 153aad06d376b6595932470e459ef42a.dir
                  size: 8437363
                  nfiles: 2
            """;

    private static final String IMPORT = """
            md5: 9f859dd2e27ca1b6158bfc8204f20aac
            frozen: true
            deps:
            - path: data
              repo:
                url: https://host/r
                rev_lock: abc
            outs:
            - md5: 1b26352878b4ebb7a0cdc8ef486faf5a
              size: 7
              hash: md5
              path: some name é😀.txt
            meta:
              labels:
              - a
              - b c
            """;

    private static Node.Mapping slow(String text) {
        return YamlReader.read(Metafile.of(path("x.dvc"), utf8(text), 1 << 20), Limits.PIPELINE);
    }

    private static void agrees(String text) {
        var fast = Canonical.read(text, 1000);
        assertNotNull(fast, text);
        var slow = slow(text);
        assertTrue(Values.sameDocument(slow, fast), text);
        assertPlaces(slow, fast);
    }

    private static void assertPlaces(Node slow, Node fast) {
        assertEquals(slow.line + ":" + slow.column, fast.line + ":" + fast.column);
        if (slow instanceof Node.Mapping a && fast instanceof Node.Mapping b) {
            for (var key : a.entries.keySet()) {
                assertPlaces(a.entries.get(key).key, b.entries.get(key).key);
                assertPlaces(a.entries.get(key).value, b.entries.get(key).value);
            }
        } else if (slow instanceof Node.Sequence a && fast instanceof Node.Sequence b) {
            for (int i = 0; i < a.items.size(); i++) assertPlaces(a.items.get(i), b.items.get(i));
        }
    }

    @Test
    void readsWhatDvcWritesLikeTheLibrary() {
        agrees("outs:\n- md5: " + MD5 + "\n  size: 6\n  hash: md5\n  path: a.txt\n");
        agrees("outs:\n- hash: md5\n  path: a\n- hash: md5\n  path: b\n");
        agrees(LOCK);
        agrees(IMPORT);
        agrees("stages:\n  a:\n    cmd: x\n    outs:\n    - m.pkl:\n        cache: false\n    - 'true'\n");
    }

    @Test
    void leavesEverythingElseToTheLibrary() {
        for (var text : List.of(
                "",
                "outs: []\n",
                "# c\nouts:\n- path: a\n",
                "outs:\n- path: a # c\n",
                "outs:\n- path: \"a\"\n",
                "outs:\n- path: 'it''s'\n",
                "outs:\n  - path: a\n",
                "outs:\n- path: a\n\n",
                "---\nouts:\n- path: a\n",
                "outs:\n- path: a\n    b\n",
                "outs:\n- path: &x a\n",
                "outs:\n- path: *x\n",
                "outs:\n- path: a: b\n",
                "outs:\n- path: a:\n",
                "outs:\n- path: - a\n",
                "outs:\n- path: a\tb\n",
                "outs:\n- path: |\n    a\n",
                "outs:\n- path: a\n  path: b\n",
                "outs:\n- path: a",
                "outs:\n- path:\n",
                "outs:\n- \n",
                "outs:\n-\n",
                "outs:\n- path: !x a\n",
                "true: x\n",
                "outs:\n- path: a \n",
                "outs:\n- path:  a\n",
                "a: b\n c: d\n",
                "a: b\n- c\n",
                "outs:\n- path: a\n - path: b\n",
                "? a\n: b\n",
                "outs:\n- path: a\r\n",
                "\ufeffa: b\n",
                "outs:\n- path: a\u0085b\n",
                "outs:\n- path: a\u2028b\n",
                "outs:\n- path: \n    abc\n",
                "a: =\n",
                "<<: a\n",
                "a:\n  b: c\n   d: e\n",
                "a:\n    b: c\n",
                "a\n",
                "a:b\n",
                "outs:\n- - a\n",
                "...\n")) {
            assertNull(Canonical.read(text, 1000), text);
        }
    }

    @Test
    void whatItTakesTheLibraryReadsAlike() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? LOCK : IMPORT);
            for (int n = random.nextInt(3); n >= 0; n--) {
                var odd = "\n -:#'\"[]{}&*|>?%@`!,=<~ab0\té\u00a0\u0085";
                text.setCharAt(random.nextInt(text.length()), odd.charAt(random.nextInt(odd.length())));
            }
            var decoded = Fixture.text(utf8(text.toString())); // half a surrogate pair does not come from a file
            var fast = Canonical.read(decoded, 1000);
            if (fast == null) continue;
            taken++;
            try {
                assertTrue(Values.sameDocument(slow(decoded), fast), "seed " + seed + "\n" + text);
            } catch (JdvcException e) {
                throw new AssertionError("seed " + seed + ": the library refuses\n" + text, e);
            }
        }
        assertTrue(taken > 100, "the test says something");
    }

    @Test
    void canonicalFilesAreReadAndWrittenWithoutTheLibrary() throws Exception {
        var loader = new WithoutSnakeyaml();
        var script = loader.loadClass("jdvc.track.CanonicalTest$Script").getDeclaredConstructor();
        script.setAccessible(true);
        assertEquals("a", ((Runnable) script.newInstance()).toString());
    }

    /** What a short command does to a file: reads, rewrites and makes one. */
    static final class Script implements Runnable {
        @Override
        public void run() {
            throw new UnsupportedOperationException("see toString");
        }

        @Override
        public String toString() {
            var location = path("a.dvc");
            var old = DvcFile.create(location, Fixture.file("a"));
            var stage = DvcFile.parse(location, DvcFile.update(location, old, Fixture.file("a")));
            return stage.outs().get(0).path().toString();
        }
    }

    /** Loads jdvc's classes anew and has no YAML library. */
    private static final class WithoutSnakeyaml extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.yaml.")) throw new ClassNotFoundException(name + " is not wanted here");
            if (!name.startsWith("jdvc.")) return super.loadClass(name, resolve);
            var known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = CanonicalTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
