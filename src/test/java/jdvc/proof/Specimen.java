package jdvc.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Files as users have them, to be added by two programs.
 *
 * @param config lines of {@code .dvc/config} beside the remote
 * @param targets what is added, a command each
 * @param legacy whether DVC 2 is asked too; not where it is known to differ from DVC 3
 */
record Specimen(String name, String config, Build build, List<List<String>> targets, boolean legacy) {

    /** Makes the files. */
    @FunctionalInterface
    interface Build {
        void in(Replay repository) throws IOException;
    }

    static List<Specimen> all(long seed) {
        var all = new ArrayList<Specimen>();
        contents(all);
        names(all);
        trees(all);
        links(all);
        ignored(all);
        linkTypes(all);
        for (int i = 0; i < 10; i++) all.add(random(seed + i));
        return all;
    }

    private static void contents(List<Specimen> all) {
        all.add(files("empty file", "empty", ""));
        all.add(files("one line", "a.txt", "hello\n"));
        all.add(files("text without end", "a.txt", "hello"));
        all.add(files("line ends of DOS", "a.csv", "1,2\r\n3,4\r\n"));
        all.add(files("line ends of all kinds", "a.txt", "a\r\nb\nc\rd\r\r\n"));
        all.add(of("model", r -> r.file(0644, bytes("\u0080\4model\r\n\0"), "pkl/model.pkl"), "pkl/model.pkl"));
        all.add(of("big file", r -> r.file(0644, noise(5 << 20, 1), "big.bin"), "big.bin"));
        all.add(of("chunk that ends between CR and LF", r -> r.file(0644, cut(), "cut.txt"), "cut.txt"));
        all.add(of(
                "same content thrice",
                r -> {
                    for (var name : List.of("d/a", "d/b", "c")) r.file(0644, bytes("same\n"), name);
                },
                "d",
                "c"));
        all.add(of(
                "executable",
                r -> {
                    r.file(0755, bytes("#!/bin/sh\n"), "run.sh");
                    r.file(0654, bytes("group\n"), "group.sh");
                },
                "run.sh",
                "group.sh"));
        all.add(of(
                "private and read-only",
                r -> {
                    r.file(0600, bytes("p\n"), "private");
                    r.file(0444, bytes("ro\n"), "ro");
                },
                "private",
                "ro"));
        all.add(of(
                        "executables in a directory",
                        r -> {
                            r.file(0755, bytes("#!/bin/sh\n"), "d/run.sh");
                            r.file(0644, bytes("a\n"), "d/a");
                        },
                        "d")
                .onlyNow());
    }

    private static void names(List<Specimen> all) {
        all.add(named("blanks", "a b", "two  blanks", " lead", "x y/z w"));
        all.add(named("quotes", "it's", "say \"x\"", "'a'", "`b`", "$HOME"));
        all.add(named("leading dots", ".hidden", "..a", "...", ".a/.b"));
        all.add(named("leading dashes", "-dash", "--", "-r", "--help", "a/-b"));
        all.add(named("not ASCII", "é.txt", "e\u0301.txt", "日本/語", "\uff5e", "😀", "м о д е л ь.pkl"));
        all.add(named(
                "words of YAML",
                "true",
                "null",
                "123",
                "1e3",
                "2021-01-01",
                "a: b",
                "a #b",
                "x:",
                "- a",
                "&a",
                "*b",
                "!c",
                "|",
                "~",
                "=",
                "---"));
        all.add(named("words of Git", "#hash", "!bang", "st*r", "q?", "[x]", "br[1]", "a{b,c}", "~tilde", "@at"));
        all.add(named(
                "long names",
                "x".repeat(200),
                "word ".repeat(30) + "end",
                "deep".repeat(10) + "/" + "file".repeat(20)));
        all.add(tree(
                "order of names",
                "a-b",
                "a.txt",
                "a/z",
                "a0",
                "A",
                "B/a",
                "_",
                "~",
                "ab/c",
                "ﬀ",
                "\uff5e",
                "😀",
                "é",
                "e\u0301",
                "z"));
        all.add(tree(
                "names that JSON escapes",
                "\"q\"",
                "back\\slash",
                "tab\there",
                "\u0001",
                "\u007f",
                "</&>",
                "日本",
                "\u2028",
                "'",
                " lead",
                "trail "));
    }

    private static void trees(List<Specimen> all) {
        all.add(tree("nested", "a", "b/a", "b/c/d/e", "b/c/d/f/g/h", "z"));
        all.add(tree("hidden files", ".gitignore", ".hidden", ".gitkeep", "x", ".a/b"));
        all.add(of(
                "a thousand files",
                r -> {
                    for (int i = 0; i < 1000; i++) r.file(0644, bytes(i % 400 + "\n"), "d/%d/%03d".formatted(i % 7, i));
                },
                "d"));
        all.add(of("empty directory", r -> r.directory("d"), "d"));
        all.add(of(
                "empty directories inside",
                r -> {
                    r.file(0644, bytes("a"), "d/a");
                    r.directory("d/empty/er");
                },
                "d"));
        all.add(of(
                "files of DVC inside",
                r -> {
                    r.file(0644, bytes("a"), "top/d/a");
                    r.file(0644, bytes("b"), "other");
                },
                "top/d",
                "other"));
        all.add(new Specimen(
                "many targets at once",
                "",
                r -> {
                    for (var name : List.of("a", "b/c", "b/d", "e/f")) r.file(0644, bytes(name), name);
                },
                List.of(List.of("a", "b/c", "b/d", "e")),
                true));
        all.add(new Specimen(
                "a pattern",
                "",
                r -> {
                    for (var name : List.of("d/a.bin", "d/b.bin", "d/c.txt")) r.file(0644, bytes(name), name);
                },
                List.of(List.of("--glob", "d/*.bin")),
                true));
        all.add(of(
                        "one directory in another",
                        r -> {
                            r.file(0644, bytes("a"), "d/a");
                            r.file(0644, bytes("b"), "d/e/b");
                        },
                        "d/e",
                        "d")
                .onlyNow());
    }

    private static void links(List<Specimen> all) {
        all.add(of(
                        "links to files",
                        r -> {
                            r.file(0644, bytes("a\n"), "d/a");
                            r.file(0644, bytes("o\n"), "other/o");
                            r.link("a", "d/to-a");
                            r.link("../other/o", "d/to-o");
                        },
                        "d")
                .onlyNow());
        all.add(of(
                        "link to a directory",
                        r -> {
                            r.file(0644, bytes("a\n"), "d/a");
                            r.file(0644, bytes("o\n"), "other/o");
                            r.link("../other", "d/to-dir");
                        },
                        "d")
                .onlyNow());
        all.add(of(
                        "a link itself",
                        r -> {
                            r.file(0644, bytes("a\n"), "a");
                            r.link("a", "l");
                        },
                        "l")
                .onlyNow());
        all.add(of(
                        "link to nowhere",
                        r -> {
                            r.file(0644, bytes("a\n"), "d/a");
                            r.link("missing", "d/broken");
                        },
                        "d")
                .onlyNow());
    }

    private static void ignored(List<Specimen> all) {
        all.add(of(
                "ignored files",
                r -> {
                    r.file(0644, bytes("*.tmp\n/d/skip/\n# comment\n!keep.tmp\nd/sub/*.log\n"), ".dvcignore");
                    for (var name : List.of("a", "a.tmp", "keep.tmp", "skip/x", "sub/b", "sub/c.log", "sub/skip/y")) {
                        r.file(0644, bytes(name), "d/" + name);
                    }
                },
                "d"));
        all.add(of(
                "everything ignored",
                r -> {
                    r.file(0644, bytes("d/*\n"), ".dvcignore");
                    r.file(0644, bytes("a"), "d/a");
                },
                "d"));
        all.add(of(
                "Git ignores it already",
                r -> {
                    r.file(0644, bytes("# mine\n*.bin"), ".gitignore");
                    r.file(0644, bytes("a"), "a.bin");
                    r.file(0644, bytes("b"), "b.dat");
                },
                "a.bin",
                "b.dat"));
    }

    private static void linkTypes(List<Specimen> all) {
        Build mixed = r -> {
            r.file(0644, bytes("a\n"), "a");
            r.file(0644, bytes(""), "empty");
            r.file(0644, bytes("b\n"), "d/b");
            r.file(0644, bytes(""), "d/empty");
            r.file(0644, bytes("c\n"), "d/e/c");
        };
        for (var type : List.of(
                "copy", "hardlink", "symlink", "reflink,copy", "hardlink,copy", "symlink,copy", "reflink,symlink")) {
            var config = "[cache]\n    type = \"" + type + "\"\n";
            all.add(new Specimen(
                    "cache.type " + type,
                    config,
                    mixed,
                    List.of(List.of("a", "empty", "d")),
                    !type.equals("reflink,symlink")));
        }
        all.add(new Specimen(
                "cache for a group", "[cache]\n    shared = group\n", mixed, List.of(List.of("a", "d")), true));
        all.add(new Specimen(
                "cache elsewhere", "[cache]\n    dir = ../../cache\n", mixed, List.of(List.of("a", "d")), true));
        all.add(new Specimen(
                "Git stages it", "[core]\n    autostage = true\n", mixed, List.of(List.of("a", "d")), true));
    }

    private static Specimen random(long seed) {
        return new Specimen("seed " + seed, "", r -> new Wild(new Random(seed)).tree(r), each("d"), false);
    }

    /** Random trees of odd names and contents. */
    private record Wild(Random random) {

        private static final List<String> PARTS = List.of(
                "a", "B", "data", ".x", "-y", " ", "é", "日", "😀", "'", "\"", "#", "[", "]", "*", "?", "!", "%", "~",
                "+", "=", "&", ":", ",", "@", "0", "1e", "\\", "(", "{", "$");

        void tree(Replay to) throws IOException {
            var paths = new ArrayList<String>();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                var path = "d";
                for (int depth = random.nextInt(3); depth >= 0; depth--)
                    path += "/" + name(depth == 0 ? ".f" + i : ".d");
                if (paths.isEmpty() || random.nextInt(8) > 0)
                    to.file(random.nextInt(5) == 0 ? 0755 : 0644, content(), path);
                else
                    to.link(
                            to.root()
                                    .resolve(paths.get(random.nextInt(paths.size())))
                                    .toString(),
                            path);
                paths.add(path);
            }
        }

        private String name(String end) {
            var name = new StringBuilder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) name.append(PARTS.get(random.nextInt(PARTS.size())));
            return name + end;
        }

        private byte[] content() {
            return switch (random.nextInt(4)) {
                case 0 -> new byte[0];
                case 1 -> bytes("line\r\n".repeat(random.nextInt(200)));
                case 2 -> bytes("line\n".repeat(random.nextInt(200)));
                default -> noise(random.nextInt(3000), random.nextLong());
            };
        }
    }

    private Specimen onlyNow() {
        return new Specimen(name, config, build, targets, false);
    }

    private static Specimen of(String name, Build build, String... targets) {
        return new Specimen(name, "", build, each(targets), true);
    }

    private static Specimen files(String name, String file, String content) {
        return of(name, r -> r.file(0644, bytes(content), file), file);
    }

    /** Every name as an output of its own. */
    private static Specimen named(String name, String... files) {
        var targets = each(files).stream().flatMap(List::stream).toList();
        Build build = r -> {
            for (var each : files) r.file(0644, bytes(each + "\n"), each);
        };
        return new Specimen(name, "", build, List.of(targets), true);
    }

    /** All names in one directory. */
    private static Specimen tree(String name, String... files) {
        return of(
                name,
                r -> {
                    for (var each : files) r.file(0644, bytes(each + "\n"), "d/" + each);
                },
                "d");
    }

    private static List<List<String>> each(String... targets) {
        var all = new ArrayList<List<String>>();
        for (var target : targets) all.add(List.of(target.startsWith("-") ? "./" + target : target));
        return all;
    }

    private static byte[] cut() {
        return bytes("a".repeat((1 << 20) - 1) + "\r\nb\r\n");
    }

    static byte[] noise(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
