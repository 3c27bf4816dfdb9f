package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.git.History;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Source;
import jdvc.workspace.IgnoreRules;

/** Puts together what Git and DVC have in a project, in the workspace or in a commit. */
final class FileTree {

    private final Repo repo;
    private final Predicate<Out> opened;
    private final Progress progress;
    private final FileNode root = FileNode.root();

    /** @param opened the tracked directories whose listings are read, maybe from a remote */
    FileTree(Repo repo, Predicate<Out> opened, Progress progress) {
        this.repo = repo;
        this.opened = opened;
        this.progress = progress;
    }

    /** Chooses the directories at or around a path. */
    static Predicate<Out> around(String path) {
        return out -> path.equals(out.path().toString()) || path.startsWith(out.path() + "/");
    }

    /** Whose files count. */
    enum Whose {
        ALL,
        /** What DVC tracks, as it is recorded, whatever stands in the workspace. */
        DVC
    }

    FileNode ofWorkspace(Whose whose) throws IOException, InterruptedException {
        if (whose == Whose.ALL) addWorkspace();
        add(repo.recorded());
        return root;
    }

    private void addWorkspace() throws IOException {
        var stat = repo.disk().statTarget(repo.root());
        stat.ifPresent(s -> root.sized(s.size()));
        walkInto("", root);
    }

    private void walkInto(String path, FileNode node) throws IOException {
        var rules = repo.workspace().ignores().in(path);
        if (rules.isPresent()) walk(path, node, rules.get());
    }

    FileNode ofCommit(History history, String commit, Whose whose) throws IOException, InterruptedException {
        var source = new RevisionSource(history, commit);
        if (whose == Whose.ALL) addCommit(history, commit, source);
        add(Outs.collect(source));
        return root;
    }

    private void addCommit(History history, String commit, Source source) throws IOException {
        for (var file : history.files(commit)) root.put(file.path(), FileNode.file(file.size(), file.executable()));
        measure(root);
        prune("", root, IgnoreRules.root(ignoreFile(source, "").orElse(null)), source);
    }

    /** Gives directories the size of Git's object, as DVC shows it: {@code MODE NAME NUL ID} of each name. */
    private static void measure(FileNode directory) {
        long size = 0;
        for (var each : directory.children().entrySet()) {
            boolean deeper = each.getValue().isDirectory();
            if (deeper) measure(each.getValue());
            int name = each.getKey().getBytes(StandardCharsets.UTF_8).length;
            size += (deeper ? "40000" : "100644").length() + 1 + name + 1 + 20;
        }
        directory.sized(size);
    }

    private void prune(String path, FileNode node, IgnoreRules rules, Source source) throws IOException {
        for (var each : List.copyOf(node.children().entrySet())) {
            var name = each.getKey();
            var child = each.getValue();
            boolean ignored = child.isDirectory() ? rules.ignoresDirectory(name) : rules.ignoresFile(name);
            if (ignored || name.equals(".dvc") && child.isDirectory()) {
                node.children().remove(name);
            } else if (child.isDirectory()) {
                var inner = path + name + "/";
                prune(inner, child, rules.enter(name, ignoreFile(source, inner).orElse(null)), source);
            }
        }
    }

    private static Optional<byte[]> ignoreFile(Source source, String directory) throws IOException {
        var file = RelPath.ifSafe(directory + ".dvcignore");
        return file.isPresent() ? source.read(file.get()) : Optional.empty();
    }

    private void walk(String path, FileNode node, IgnoreRules rules) throws IOException {
        var directory = repo.root().resolve(path);
        for (var name : repo.disk().list(directory)) {
            if (name.equals(".git") || name.equals(".dvc")) continue;
            var stat = repo.disk().stat(directory.resolve(name));
            if (stat.isEmpty()) continue;
            var target = stat.get().isLink() ? repo.disk().statTarget(directory.resolve(name)) : stat;
            boolean toDirectory = target.filter(Stat::isDirectory).isPresent();
            if (toDirectory ? rules.ignoresDirectory(name) : rules.ignoresFile(name)) continue;
            // links are not followed: one to a directory, or to nothing, is as good as a file
            boolean deeper = toDirectory && !stat.get().isLink();
            long size = target.map(Stat::size).orElse(0L);
            boolean runs = !toDirectory && target.filter(Stat::isExecutable).isPresent();
            var child = deeper ? FileNode.directory(size) : FileNode.file(size, runs);
            node.put(name, child);
            if (deeper) walkInto(path.isEmpty() ? name : path + "/" + name, child);
        }
    }

    private void add(Outs outs) throws IOException, InterruptedException {
        for (var each : outs.entries()) if (each.out().cached()) add(each.out());
    }

    private void add(Out out) throws IOException, InterruptedException {
        var path = out.path().toString();
        boolean directory = out.id().isPresent() && out.id().get().isTree();
        var node = root.at(path, directory);
        node.tracked(out.id().map(Object::toString).orElse(null));
        if (out.executable()) node.makeExecutable();
        out.size().ifPresent(node::recorded);
        if (out.id().isEmpty()) node.recorded(0); // as DVC shows what was never saved
        if (!directory || !opened.test(out)) return;
        try {
            for (var entry : repo.tree(out, progress).orElseThrow().entries())
                addFile(node, entry.path(), entry.id().hex());
        } catch (IOException | JdvcException e) {
            progress.warn("the listing of '" + path + "' is nowhere: what is in it is not shown");
        }
    }

    private static void addFile(FileNode top, RelPath inner, String md5) {
        var node = top;
        var names = inner.toString().split("/");
        for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            node = node.at(names[i], !last);
            node.tracked(last ? md5 : null);
        }
    }
}
