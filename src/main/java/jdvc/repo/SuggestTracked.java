package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.disk.Stat;
import jdvc.object.Tree;
import jdvc.repo.Suggest.Word;
import jdvc.track.Out;
import jdvc.track.Outs;

/** Tracked paths that could be typed next, the likeliest first. */
final class SuggestTracked {

    private static final String MODIFIED = "modified";
    private static final String MISSING = "missing";
    /** Of more outputs nothing is guessed: each costs two questions to the disk. */
    private static final int MAX_GUESSED = 500;

    private final Repo repo;
    private final Outs recorded;
    private final Set<String> changed;
    private final Set<String> missing;
    /** Written after their metafile, which may mean that they have changed. */
    private final Set<String> touched = new HashSet<>();

    private final LastListing listing;

    /** @param seen what is known to have changed; without it that is guessed from what costs nothing to know */
    SuggestTracked(Repo repo, Optional<Overview.Report> seen, LastListing listing) throws IOException {
        this.repo = repo;
        this.recorded = repo.recorded();
        this.listing = listing;
        changed = new HashSet<>(seen.map(Overview.Report::changed).orElse(List.of()));
        missing = new HashSet<>(seen.map(Overview.Report::missing).orElse(List.of()));
        if (seen.isEmpty() && recorded.entries().size() <= MAX_GUESSED) guess();
    }

    private void guess() throws IOException {
        for (var entry : recorded.entries()) {
            var out = entry.out();
            var path = out.path().toString();
            var stat = stat(path);
            if (stat.isEmpty()) missing.add(path);
            else if (isTree(out) != stat.get().isDirectory() || isOfOtherSize(out, stat.get())) changed.add(path);
            else if (!isTree(out)
                    && isNewer(stat.get(), entry.stage().metafile().toString())) touched.add(path);
        }
    }

    private static boolean isOfOtherSize(Out out, Stat stat) {
        return !stat.isDirectory() && out.size().orElse(stat.size()) != stat.size();
    }

    /** A dvc.yaml is older than what its stages make. */
    private boolean isNewer(Stat stat, String metafile) throws IOException {
        return metafile.endsWith(".dvc")
                && stat.mtime() > stat(metafile).map(Stat::mtime).orElse(Long.MAX_VALUE);
    }

    private Optional<Stat> stat(String path) throws IOException {
        return repo.disk().statTarget(repo.root().resolve(path));
    }

    /** Returns all of them, and what is inside of the directory that the prefix reaches into. */
    List<Word> all(String prefix) throws IOException, InterruptedException {
        var first = new ArrayList<Word>();
        var gone = new ArrayList<Word>();
        var maybe = new ArrayList<Word>();
        var rest = new ArrayList<Word>();
        for (var entry : recorded.entries()) {
            var out = entry.out();
            var path = repo.shown(out.path().toString());
            if (isTree(out) && prefix.startsWith(path + "/")) inside(out, path, prefix, rest);
            else if (isChanged(out)) first.add(word(entry, path, MODIFIED));
            else if (isMissing(out)) gone.add(word(entry, path, MISSING));
            else (touched.contains(out.path().toString()) ? maybe : rest).add(word(entry, path, ""));
        }
        first.addAll(gone);
        first.addAll(maybe);
        first.addAll(rest);
        return first;
    }

    /** Returns these files with changed outputs before and saved ones behind; what jdvc wrote itself is left out. */
    List<Word> first(List<Word> files, String prefix) throws IOException {
        var first = new ArrayList<Word>();
        var named = new HashSet<String>();
        var saved = new HashSet<String>();
        var maybe = new HashSet<String>();
        boolean anywhere = prefix.indexOf('/') < 0;
        for (var entry : recorded.entries()) {
            var path = repo.shown(entry.out().path().toString());
            boolean there = anywhere || path.startsWith(prefix.substring(0, prefix.lastIndexOf('/') + 1));
            (touched.contains(entry.out().path().toString()) ? maybe : saved).add(path);
            if (!isChanged(entry.out()) || !there) continue;
            var word = word(entry, path, MODIFIED);
            first.add(word);
            named.add(word.text());
        }
        var untracked = new ArrayList<Word>();
        var last = new ArrayList<Word>();
        var metafiles = new HashSet<String>();
        for (var stage : recorded.stages())
            metafiles.add(repo.shown(stage.metafile().toString()));
        for (var file : files) {
            var path = file.open() ? file.text().substring(0, file.text().length() - 1) : file.text();
            if (metafiles.contains(path) || named.contains(file.text())) continue;
            if (maybe.contains(path)) first.add(tracked(file));
            else if (saved.contains(path)) last.add(tracked(file));
            else untracked.add(file);
        }
        first.addAll(untracked);
        first.addAll(last);
        return first;
    }

    private static Word tracked(Word file) {
        return new Word(file.text(), file.open(), "tracked", file.size(), file.when());
    }

    private boolean isChanged(Out out) {
        return changed.contains(out.path().toString());
    }

    private boolean isMissing(Out out) {
        return missing.contains(out.path().toString());
    }

    private static boolean isTree(Out out) {
        return out.id().map(id -> id.isTree()).orElse(false);
    }

    private static Word word(Outs.Entry entry, String path, String state) {
        boolean tree = isTree(entry.out());
        var stage = entry.stage().name().isPresent() ? "of " + entry.stage().address("") : "";
        var about = state.isEmpty() || stage.isEmpty() ? state + stage : state + "  " + stage;
        return new Word(tree ? path + "/" : path, tree, about, entry.out().size(), Optional.empty());
    }

    /** Adds what begins as what is typed; all that is there if nothing does, for a looser match. */
    private void inside(Out out, String path, String prefix, List<Word> words)
            throws IOException, InterruptedException {
        var tree = out.listing();
        if (tree.isEmpty()) tree = listing.of(out.id().orElseThrow(), repo::cachedTree);
        if (tree.isEmpty()) return;
        var typed = prefix.substring(path.length() + 1);
        int before = words.size();
        inside(tree.get(), path, typed, typed.lastIndexOf('/') + 1, words);
        if (words.size() > before) return;
        inside(tree.get(), path, typed.substring(0, typed.lastIndexOf('/') + 1), typed.lastIndexOf('/') + 1, words);
    }

    private static void inside(Tree tree, String path, String begun, int deep, List<Word> words) {
        String last = "";
        for (var each : tree.entries()) {
            var inner = each.path().toString();
            if (!inner.startsWith(begun)) continue;
            int slash = inner.indexOf('/', deep);
            if (slash >= 0 && slash + 1 == last.length() && inner.startsWith(last)) continue;
            last = slash < 0 ? inner : inner.substring(0, slash + 1);
            words.add(new Word(path + "/" + last, slash >= 0, "", OptionalLong.empty(), Optional.empty()));
        }
    }
}
