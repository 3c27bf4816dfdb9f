package jdvc.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Exec;
import jdvc.workspace.IgnoreRules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {

    private static final List<String> NAMES = List.of("a", "b", "ab", "foo", "b.txt", "a b", "[a]", "A", "é");
    private static final List<String> SEGMENTS = List.of(
            "a", "b", "*", "**", "?", "[ab]", "[!a]", "a*", "*b", "*.txt", "foo", "a**b", "\\*", "\\[a\\]", "f?o", "é",
            "[]a]");

    @Test
    void ignoresOnlyItsOwnFoldersWithoutFiles() {
        var rules = IgnoreRules.root(null);
        for (var name : List.of(".git", ".hg", ".dvc")) assertTrue(rules.ignoresDirectory(name), name);
        assertTrue(rules.ignoresFile(".git"));
        for (var name : List.of(".hg", ".dvc", "a", ".gitignore", ".dvcignore"))
            assertFalse(rules.ignoresFile(name), name);
        assertTrue(rules.enter("deep", null).ignoresDirectory(".dvc"));
    }

    @Test
    void itsOwnFoldersCannotBeBroughtBack() {
        assertTrue(rules("!*\n!.dvc/\n").ignoresDirectory(".dvc"));
        assertTrue(rules("!.git\n").ignoresFile(".git"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // pattern  | ignored               | not ignored
                "foo        | foo foo/x a/foo a/foo/ | foob a/foob/x",
                "foo/       | foo/ foo/x a/foo/x     | foo a/foo",
                "/foo       | foo foo/x              | a/foo",
                "a/foo      | a/foo a/foo/x          | b/a/foo",
                "foo/*      | foo/x foo/x/y          | foo foo/",
                "foo/**     | foo/ foo/x foo/x/y     | foo",
                "a/**/b     | a/b a/x/b a/x/y/b/c    | b a/xb x/a/b",
                "**/build   | build a/build a/b/build/c | a/builds",
                "src/*/     | src/x/ src/x/y         | src/x src/",
                "d/**/g     | d/g d/e/f/g            | g dg",
                "*.py[co]   | a.pyc d/a.pyo          | a.py a.pyd",
                "*          | a a/ .hidden a/b       |",
                "**         | a a/ .hidden a/b       |",
                "*/         | a/ a/b                 | a",
                "**/        | a/ a/b                 | a",
                "?          | a é 💾                 | ab",
                "/*         | a a/b                  |",
                "a*b        | ab axxb x/ab/y         | a/b",
                "[!a]x      | bx                     | ax x",
                "[^a]x      | bx                     | ax",
                "f[^x]o     | foo f/o/ f/o           | fxo",
                "[]-]       | ] -                    | a",
                "[a-c]      | b                      | d -",
                "[[:alpha:]] | a] [] :]              | a b]x",
                "[\\d]      | d \\                   | 5",
                "\\#x       | #x                     | x",
                "\\!x       | !x                     | x",
                "\\a        | a                      | \\a",
                "/          |                        | a a/",
                "[a         |                        | a [a",
                "a//b       |                        | a/b",
                "//         |                        | a a/",
                "#a         |                        | a #a",
                "Foo        | Foo                    | foo FOO",
            })
    void translatesPatternsAsDvcDoes(String pattern, String ignored, String not) {
        var rules = rules(pattern + "\n");
        for (var path : words(ignored)) assertTrue(ignores(rules, path), path);
        for (var path : words(not)) assertFalse(ignores(rules, path), path);
    }

    @Test
    void blanksAroundALineDoNotCount() {
        var rules = rules("  a\t\u00a0\r\nb\r  dir\\ name\f\n\n \n");
        for (var path : List.of("a", "b", "dir name")) assertTrue(ignores(rules, path), path);
    }

    @Test
    void theLastMatchingPatternDecides() {
        var rules = rules("*.txt\n!keep.txt\n");
        assertFalse(ignores(rules, "keep.txt"));
        assertTrue(ignores(rules, "other.txt"));
        assertTrue(ignores(rules("!keep.txt\n*.txt\n"), "keep.txt"));
    }

    @Test
    void anIgnoredParentCannotBeEscaped() {
        assertTrue(ignores(rules("data\n!data/keep\n"), "data/keep"));
        // a negated pattern matches what is below it, too, but only without its slash
        assertTrue(ignores(rules("foo/*\n!foo/bar/\n"), "foo/bar/x"));
        assertFalse(ignores(rules("foo/*\n!foo/bar\n"), "foo/bar/x"));
        assertTrue(ignores(rules("foo/**\n!foo/keep.txt\n"), "foo/keep.txt"));
        assertFalse(ignores(rules("/*\n!/foo\n"), "foo/x"));
        assertFalse(ignores(rules("*.txt\n!keep\n"), "keep/a.txt"));
    }

    @Test
    void aFileFurtherDownCountsFromItsDirectoryAndComesLater() {
        var root = rules("*.log\n");
        var sub = root.enter("sub", "!keep.log\n/top\ndeep/er\nany\n".getBytes(UTF_8));
        assertFalse(sub.ignoresFile("keep.log"));
        assertTrue(sub.ignoresFile("other.log"));
        assertTrue(sub.ignoresFile("top"));
        assertFalse(sub.enter("x", null).ignoresFile("top"));
        assertTrue(sub.enter("deep", null).ignoresFile("er"));
        assertTrue(sub.enter("x", null).ignoresFile("any"));
        assertTrue(root.ignoresFile("keep.log"));
        assertFalse(root.ignoresFile("any"));
        assertFalse(root.enter("other", null).ignoresFile("any"));
    }

    @Test
    void aFileThatIsIgnoredItselfHasNoSay() {
        var rules = rules(".dvcignore\n").enter("sub", "x\n".getBytes(UTF_8));
        assertFalse(rules.ignoresFile("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "**/", "**/**"})
    void aFileThatIgnoresItsOwnDirectoryIgnoresAllInIt(String pattern) {
        var rules = rules("").enter("sub", (pattern + "\n!keep\n").getBytes(UTF_8));
        assertTrue(rules.ignoresFile("keep"));
        assertTrue(rules.ignoresDirectory("keep"));
        assertEquals(Optional.of(new Rule("sub/.dvcignore:1:" + pattern, true)), rules.explain("keep", false));
        assertFalse(rules(pattern + "\n!keep\n").ignoresFile("keep"));
    }

    @Test
    void specialCharactersOfADirectoryActInItsPatterns() {
        var pattern = "x\n".getBytes(UTF_8);
        assertFalse(rules("").enter("[a]", pattern).ignoresFile("x"));
        assertTrue(rules("").enter("a*", pattern).ignoresFile("x"));
        assertFalse(rules("").enter("!a", pattern).ignoresFile("x"));
        assertFalse(rules("").enter("#a", pattern).ignoresFile("x"));
        assertTrue(rules("").enter("a", "\\*\n".getBytes(UTF_8)).ignoresFile("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\", "b/\\", "c\\ ", "!", "[b-a]", "a\\/"})
    void stopsAtAPatternThatIsNotValid(String pattern) {
        var bytes = ("ok\n\n" + pattern + "\n").getBytes(UTF_8);
        var e = assertThrows(
                JdvcException.class,
                () -> IgnoreRules.root(null).enter("d", null).enter("e", bytes));
        assertEquals(Kind.BADMETA, e.kind());
        assertTrue(String.valueOf(e.getMessage()).startsWith("'d/e/.dvcignore:3' "), e.getMessage());
        assertTrue(e.hint().isPresent());
    }

    @Test
    void stopsAtBytesThatAreNotUtf8() {
        var e = assertThrows(JdvcException.class, () -> IgnoreRules.root(new byte[] {'a', (byte) 0xff}));
        assertEquals("'.dvcignore' is not valid UTF-8", e.getMessage());
    }

    @Test
    void aByteOrderMarkBelongsToTheFirstLine() {
        var rules = rules("\ufeffa\nb\n");
        assertFalse(rules.ignoresFile("a"));
        assertTrue(rules.ignoresFile("b"));
    }

    @Test
    void keepsTheLimits() {
        assertEquals(Kind.LIMIT, limit("a".repeat(4097)));
        assertEquals(Kind.LIMIT, limit("a\n".repeat(100_001)));
        assertEquals(Kind.LIMIT, limit("#".repeat((4 << 20) + 1)));
        assertTrue(rules("a".repeat(4096)).ignoresFile("a".repeat(4096)));
    }

    private static Kind limit(String text) {
        return assertThrows(JdvcException.class, () -> rules(text)).kind();
    }

    @Test
    void namesTheRuleThatDecides() {
        var rules = rules("# c\n*.txt\n  !keep.txt \ndata/\n");
        assertEquals(Optional.of(new Rule(".dvcignore:2:*.txt", true)), rules.explain("a.txt", false));
        assertEquals(Optional.of(new Rule(".dvcignore:3:!keep.txt", false)), rules.explain("keep.txt", false));
        assertEquals(Optional.of(new Rule(".dvcignore:4:data/", true)), rules.explain("data", true));
        assertEquals(Optional.empty(), rules.explain("data", false));
        assertEquals(Optional.of(new Rule(":.git", true)), rules.explain(".git", true));
        assertEquals(Optional.of(new Rule(":.dvc/", true)), rules.explain(".dvc", true));
        var sub = rules.enter("sub", "/x\n".getBytes(UTF_8));
        assertEquals(Optional.of(new Rule("sub/.dvcignore:1:/x", true)), sub.explain("x", true));
    }

    @Test
    void ofNeighboursThatAgreeNamesTheFirstAsDvcDoes() {
        assertEquals(
                Optional.of(new Rule(".dvcignore:1:a*", true)),
                rules("a*\nab\n").explain("ab", false));
        assertEquals(
                Optional.of(new Rule(".dvcignore:3:ab", true)),
                rules("a*\n!b\nab\n").explain("ab", false));
        assertEquals(
                Optional.of(new Rule(".dvcignore:2:ab", true)),
                rules("a*/\nab\n").explain("ab", true));
    }

    @Test
    void pathologicalPatternsEnd() {
        // A matcher that goes back would not come to an end here.
        var name = "a".repeat(2000);
        var rules = rules("a*".repeat(2000) + "b\n" + "**/a/".repeat(800) + "b\n" + "[!b]*".repeat(800) + "b\n"
                + "*?".repeat(2000) + "b");
        assertFalse(rules.ignoresFile(name));
        for (int i = 0; i < 300; i++) rules = rules.enter("a", null);
        assertFalse(rules.ignoresFile(name));
    }

    @Test
    void lineFeedsInNamesCountAsInRegularExpressions() {
        assertTrue(rules("foo").ignoresFile("foo\n"));
        assertFalse(rules("foo").ignoresFile("foo\n\n"));
        assertFalse(rules("foo").enter("a\nb", null).ignoresFile("foo"));
        assertTrue(rules("a?b").ignoresFile("a\nb"));
    }

    @Test
    void agreesWithTheTranslationOfTheSpecification() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var oracle = new IgnoreOracle();
            var text = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                var pattern = pattern(random, true);
                oracle.add(pattern);
                text.append(pattern).append('\n');
            }
            var rules = rules(text.toString());
            for (int i = 0; i < 10; i++) {
                boolean directory = random.nextBoolean();
                var path = path(random);
                assertEquals(
                        oracle.ignores(path, directory),
                        ignores(rules, directory ? path + "/" : path),
                        () -> "seed " + seed + ": " + text + " on " + path);
            }
        }
    }

    @Test
    void agreesWithGitWhereDvcDoes(@TempDir Path directory) throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var git = Map.of("HOME", directory.toString(), "GIT_CONFIG_NOSYSTEM", "1");
        assertEquals(0, Exec.run(directory, git, List.of("git", "init", "-q")).exit());
        for (int round = 0; round < 60; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 3; i++) text.append(pattern(random, false)).append('\n');
            Files.writeString(directory.resolve(".gitignore"), text);
            var rules = rules(text.toString());
            var paths = new TreeSet<String>();
            // Git takes ? for a byte, DVC for a character
            while (paths.size() < 150) paths.add(path(random).replace('é', 'e'));
            var ours = new TreeSet<>(paths);
            ours.removeIf(path -> !ignores(rules, path));
            var input = (String.join("\0", paths) + "\0").getBytes(UTF_8);
            var theirs = Exec.run(directory, git, List.of("git", "check-ignore", "-z", "--stdin"), input);
            assertEquals(
                    String.join("\n", theirs.names()), String.join("\n", ours), () -> "seed " + seed + ": " + text);
        }
    }

    /** Returns a pattern; one that Git reads as DVC does is not negated, has no class that holds a slash and no ** last. */
    private static String pattern(Random random, boolean dvc) {
        var pattern = new StringBuilder(dvc && random.nextInt(4) == 0 ? "!" : "");
        if (random.nextInt(4) == 0) pattern.append('/');
        for (int i = random.nextInt(3); i >= 0; i--) {
            String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
            boolean differs = segment.equals("[!a]") || segment.equals("**") && i == 0;
            pattern.append(differs && !dvc ? "b" : segment);
            if (i > 0) pattern.append('/');
        }
        return pattern.append(random.nextInt(4) == 0 ? "/" : "").toString();
    }

    private static String path(Random random) {
        var path = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) path.add(NAMES.get(random.nextInt(NAMES.size())));
        return String.join("/", path);
    }

    private static IgnoreRules rules(String text) {
        return IgnoreRules.root(text.getBytes(UTF_8));
    }

    /** Walks down to a path, which is that of a directory if it ends in a slash. */
    private static boolean ignores(IgnoreRules rules, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) return rules.ignoresFile(path);
        String name = path.substring(0, slash);
        if (rules.ignoresDirectory(name)) return true;
        if (slash == path.length() - 1) return false;
        return ignores(rules.enter(name, null), path.substring(slash + 1));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.strip().split(" +"));
    }
}
