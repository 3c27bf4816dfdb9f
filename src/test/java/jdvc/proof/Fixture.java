package jdvc.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A golden case: what real DVC made of given inputs. Grammar: {@code src/test/fixtures/README.md}.
 *
 * @param name folder and name, such as {@code dvc-3/nested}
 */
record Fixture(String name, List<Step> steps) {

    static final Path FOLDER = Path.of("src/test/fixtures");

    sealed interface Step {}

    /** From here on commands are of this major version. */
    record Dvc(int major) implements Step {}

    record File(int mode, byte[] content, String path) implements Step {}

    record Directory(String path) implements Step {}

    record Link(String target, String path) implements Step {}

    record Remove(String path) implements Step {}

    record Git(List<String> args) implements Step {}

    record Run(List<String> args, int exit) implements Step {}

    record Expect(State state) implements Step {}

    static List<Fixture> all() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(
                            f -> f.toString().endsWith(".txt") && !f.getParent().equals(FOLDER))
                    .sorted()
                    .map(Fixture::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Fixture read(Path file) {
        // A block's text may hold every character but the line feed, so lines() with its three kinds of ends is wrong
        // here.
        var lines = Bytes.text(file).split("\n", -1);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < lines.length; i++) {
            var words = lines[i].split(" ", -1);
            switch (words[0]) {
                case "", "#" -> {}
                case "dvc" -> steps.add(new Dvc(words[1].charAt(0) - '0'));
                case "file" -> steps.add(new File(Integer.parseInt(words[1], 8), content(words[2]), rest(lines[i], 3)));
                case "dir" -> steps.add(new Directory(rest(lines[i], 1)));
                case "link" -> steps.add(new Link(Text.decodeText(words[1]), rest(lines[i], 2)));
                case "remove" -> steps.add(new Remove(rest(lines[i], 1)));
                case "git" -> steps.add(new Git(decoded(words)));
                case "run" -> steps.add(new Run(decoded(words), 0));
                case "exit" -> {
                    var run = (Run) steps.remove(steps.size() - 1);
                    steps.add(new Run(run.args, Integer.parseInt(words[1])));
                }
                case "state" -> {
                    int end = i;
                    while (!lines[end].equals("end")) end++;
                    steps.add(new Expect(state(lines, i + 1, end)));
                    i = end;
                }
                default -> throw new AssertionError(file + ": " + lines[i]);
            }
        }
        var name = FOLDER.relativize(file).toString();
        return new Fixture(name.substring(0, name.length() - ".txt".length()), steps);
    }

    /** Returns the line from the word of that number on, decoded. */
    private static String rest(String line, int word) {
        return Text.decodeText(line.split(" ", word + 1)[word]);
    }

    private static List<String> decoded(String[] words) {
        return Arrays.stream(words)
                .skip(1)
                .map(w -> w.equals("%") ? "" : Text.decodeText(w))
                .toList();
    }

    /** TEXT or TEXT*COUNT, joined by +. */
    private static byte[] content(String coded) {
        var bytes = new ByteArrayOutputStream();
        if (coded.equals("-")) return new byte[0];
        for (var piece : coded.split("\\+", -1)) {
            int star = piece.indexOf('*');
            var text = Text.decode(star < 0 ? piece : piece.substring(0, star));
            int count = star < 0 ? 1 : Integer.parseInt(piece.substring(star + 1));
            for (int i = 0; i < count; i++) bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }

    private static State state(String[] lines, int start, int end) {
        Map<String, String> all = new HashMap<>();
        for (int i = start; i < end; ) {
            var line = lines[i++];
            var block = new StringBuilder();
            while (i < end && (lines[i].startsWith("|") || lines[i].startsWith(":")))
                block.append('\n').append(lines[i++]);
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "meta" -> all.put("meta " + rest(line, 2), words[1] + block);
                case "gone" -> all.put("gone " + rest(line, 1), "");
                case "staged" -> all.put("staged " + rest(line, 1), "");
                case "cache-dirs" -> all.put("cache-dirs", line.substring("cache-dirs ".length()));
                case "object" -> {
                    var md5 = words.length > 4 ? " " + words[4] : "";
                    all.put("object " + words[3], words[1] + " " + words[2] + md5 + block);
                }
                case "data" -> {
                    if (words[1].equals("link")) all.put("data " + rest(line, 3), "link " + Text.decodeText(words[2]));
                    else all.put("data " + rest(line, 5), String.join(" ", words[1], words[2], words[3], words[4]));
                }
                default -> throw new AssertionError(line);
            }
        }
        return new State(all);
    }

    /** Returns the content of the files that the input lines wrote, by MD5: what the objects of a state hold. */
    Map<String, byte[]> contents() {
        var all = new HashMap<String, byte[]>();
        for (var step : steps) if (step instanceof File f) all.put(Bytes.md5(f.content), f.content);
        return all;
    }

    /** Returns the bytes of a block. */
    static byte[] unblock(String block) {
        var text = new StringBuilder();
        for (var line : block.split("\n", -1)) {
            if (line.isEmpty()) continue;
            text.append(line, 1, line.length());
            if (line.charAt(0) == '|') text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
