package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.config.Config;
import jdvc.config.Key;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.track.Outs;

/** What could be typed next. Reads without the project's lock, never the network, and says nothing of what fails. */
public final class Suggest {

    private static final int MAX = 2000;

    private final Call call;

    public Suggest(Call call) {
        this.call = call;
    }

    /**
     * A word, and what is to be said of it.
     *
     * @param open whether more may follow at once, as after a directory
     */
    public record Word(String text, String about, boolean open) {}

    /** Returns what lies in the directory that {@code prefix} names the beginning of: directories, then files by size. */
    public List<Word> files(String prefix, boolean directoriesOnly) throws IOException {
        int slash = prefix.lastIndexOf('/');
        var typed = prefix.substring(0, slash + 1);
        var directory = call.env().cwd().resolve(expand(typed));
        var disk = call.disk();
        var found = new ArrayList<Sized>();
        for (var name : list(disk, directory)) {
            boolean hidden =
                    name.startsWith(".") && !prefix.substring(slash + 1).startsWith(".");
            if (hidden || found.size() == MAX) continue;
            var stat = disk.statTarget(directory.resolve(name));
            boolean isDirectory = stat.map(Stat::isDirectory).orElse(false);
            if (directoriesOnly && !isDirectory) continue;
            long size = isDirectory ? Long.MAX_VALUE : stat.map(Stat::size).orElse(0L);
            found.add(new Sized(new Word(typed + name + (isDirectory ? "/" : ""), "", isDirectory), size));
        }
        found.sort(Comparator.comparingLong((Sized s) -> -s.size).thenComparing(s -> s.word.text()));
        return found.stream().map(Sized::toWord).toList();
    }

    private record Sized(Word word, long size) {
        Word toWord() {
            return size == Long.MAX_VALUE ? word : new Word(word.text(), Long.toString(size), false);
        }
    }

    private static List<String> list(Disk disk, java.nio.file.Path directory) {
        try {
            return disk.list(directory);
        } catch (IOException e) {
            return List.of(); // nothing completes in what is not there
        }
    }

    private String expand(String typed) {
        return typed.startsWith("~/") ? call.env().home() + typed.substring(1) : typed;
    }

    /** Returns tracked paths; inside a tracked directory once the prefix reaches into it. */
    public List<Word> tracked(String prefix) throws IOException, InterruptedException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            for (var entry : repo.outs().entries()) {
                var out = entry.out();
                var path = repo.shown(out.path().toString());
                boolean tree = out.id().map(id -> id.isTree()).orElse(false);
                if (tree && prefix.startsWith(path + "/")) inside(repo, entry, path, prefix, words);
                else words.add(new Word(tree ? path + "/" : path, about(entry), tree));
            }
        }
        return words;
    }

    private static String about(Outs.Entry entry) {
        return entry.stage().name().isPresent() ? "of " + entry.stage().address("") : "";
    }

    private static void inside(Repo repo, Outs.Entry entry, String path, String prefix, List<Word> words)
            throws IOException, InterruptedException {
        var tree = repo.cachedTree(entry.out());
        if (tree.isEmpty()) return;
        var typed = prefix.substring(path.length() + 1);
        int deep = typed.lastIndexOf('/') + 1;
        String last = "";
        for (var each : tree.get().entries()) {
            var inner = each.path().toString();
            if (!inner.startsWith(typed.substring(0, deep))) continue;
            int slash = inner.indexOf('/', deep);
            var shown = slash < 0 ? inner : inner.substring(0, slash + 1);
            if (shown.equals(last)) continue;
            last = shown;
            words.add(new Word(path + "/" + shown, "", slash >= 0));
            if (words.size() == MAX) return;
        }
    }

    /** Returns revisions: branches, tags, and the last commits. */
    public List<Word> revisions() throws IOException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            var opened = repo.git().history();
            if (opened.isEmpty()) return words;
            try (var history = opened.get()) {
                words.add(new Word("HEAD", "the commit that is checked out", false));
                for (var each : history.branches()) words.add(new Word(each.name(), "branch", false));
                for (var each : history.tags()) words.add(new Word(each.name(), "tag", false));
            }
        }
        return words;
    }

    /** Returns the revisions that changed a path, newest first, as {@code PATH@REV}. */
    public List<Word> versions(String path) throws IOException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            var relative = repo.relative(path);
            var owner = relative.isEmpty()
                    ? Optional.<Outs.Entry>empty()
                    : repo.outs().owner(relative.get());
            var opened = repo.git().history();
            if (owner.isEmpty() || opened.isEmpty()) return words;
            try (var history = opened.get()) {
                var head = history.resolve("HEAD");
                if (head.isEmpty()) return words;
                var metafile = owner.get().stage().metafile().toString();
                for (var each : history.versions(metafile, head.get(), List.of())) {
                    var when = each.date().toLocalDate() + " " + each.subject();
                    words.add(new Word(path + "@" + each.commit().substring(0, 8), when, false));
                }
            }
        }
        return words;
    }

    /** Returns the remotes with their URLs. */
    public List<Word> remotes() throws IOException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            for (var name : repo.config().remotes()) {
                words.add(new Word(
                        name, repo.config().value("remote." + name + ".url").orElse(""), false));
            }
        }
        return words;
    }

    /** Returns the settings that there are. */
    public List<Word> keys() {
        return words(Config.keys());
    }

    /** Returns the options of a remote. */
    public List<Word> remoteKeys(String remote) throws IOException {
        try (var repo = Repo.open(call)) {
            return words(repo.config().remoteKeys(remote));
        }
    }

    private static List<Word> words(List<Key> keys) {
        var words = new ArrayList<Word>();
        for (var key : keys) words.add(new Word(key.name(), key.description(), false));
        return words;
    }

    /** Returns what a prompt says, or nothing outside a project. */
    public Optional<Overview.Report> overview() throws IOException, InterruptedException {
        if (Repo.findRoot(call.env(), call.disk()).isEmpty()) return Optional.empty();
        try (var repo = Repo.open(call)) {
            return Optional.of(new Overview().run(repo, Progress.NONE));
        }
    }
}
