package jdvc.proof.differ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names to work on: mostly of what is there. */
final class Names {

    private static final List<String> NEW = List.of(
            "a",
            "b.bin",
            "f",
            "g",
            "c d.txt",
            "d",
            "d/a",
            "d/new",
            "d/sub",
            "d/sub/new",
            "e",
            "e/x",
            "h/i/j",
            "ü.txt",
            "data.csv",
            "[x]",
            "model.pkl",
            "metrics.json",
            "out.txt");

    private final Random random;
    private final List<String> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private final List<String> metafiles = new ArrayList<>();

    Names(Random random, Path root) {
        this.random = random;
        try {
            collect(root, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(Path directory, String prefix) throws IOException {
        var names = new ArrayList<String>();
        try (var all = Files.newDirectoryStream(directory)) {
            all.forEach(p -> names.add(p.getFileName().toString()));
        }
        names.sort(null);
        for (var name : names) {
            var path = prefix + name;
            if (name.startsWith(".")) continue;
            if (name.endsWith(".dvc")) metafiles.add(path);
            else if (Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                directories.add(path);
                collect(directory.resolve(name), path + "/");
            } else files.add(path);
        }
    }

    /** A file, most likely one that is there. */
    String file() {
        return files.isEmpty() || random.nextInt(4) == 0 ? any() : Author.oneOf(random, files);
    }

    String directory() {
        return directories.isEmpty() || random.nextInt(8) == 0 ? "d" : Author.oneOf(random, directories);
    }

    /** A name that may or may not be there. */
    String any() {
        return Author.oneOf(random, NEW);
    }

    String path() {
        return random.nextInt(3) == 0 ? directory() : file();
    }

    String metafile() {
        return metafiles.isEmpty() || random.nextInt(10) == 0 ? any() + ".dvc" : Author.oneOf(random, metafiles);
    }

    /** What a command may be given that takes metafiles, outputs and paths in them. */
    String target() {
        int kind = random.nextInt(20);
        if (kind < 7) return metafile();
        if (kind < 13) return output();
        if (kind < 17) return path();
        if (kind < 18) return "train";
        return Author.oneOf(
                random, List.of("nowhere", "nowhere.dvc", "dvc.yaml", "./d", "d/", "dvc.lock", "dvc.yaml:train"));
    }

    /** What a metafile speaks of. */
    String output() {
        var metafile = metafile();
        return metafile.substring(0, metafile.length() - 4);
    }

    List<String> some(java.util.function.Supplier<String> what, int most) {
        var some = new ArrayList<String>();
        int count = random.nextInt(most + 1);
        while (some.size() < count) some.add(what.get());
        return some;
    }
}
