package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Source;
import jdvc.workspace.IgnoreRules;

/** Puts together what Git and DVC have in a project, in the workspace or in a commit. */
final class FileTree {

    private final Repo repo;
    private final Progress progress;
    private final FileNode root = FileNode.root();

    private FileTree(Repo repo, Progress progress) {
        this.repo = repo;
        this.progress = progress;
    }

    /** Whose files count. */
    enum Whose {
        ALL,
        /** What DVC tracks, as it is recorded, whatever stands in the workspace. */
        DVC
    }

    static FileNode ofWorkspace(Repo repo, Whose whose, Progress progress) throws IOException, InterruptedException {
        var tree = new FileTree(repo, progress);
        if (whose == Whose.ALL) tree.addWorkspace();
        tree.add(repo.outs());
        return tree.root;
    }

    private void addWorkspace() throws IOException {
        var stat = repo.disk().statTarget(repo.root());
        stat.ifPresent(s -> root.sized(s.size()));
        var rules = repo.workspace().ignores().in("");
        if (rules.isPresent()) walk("", root, rules.get());
    }

    static FileNode ofCommit(Repo repo, History history, String commit, Whose whose, Progress progress)
            throws IOException, InterruptedException {
        var tree = new FileTree(repo, progress);
        var source = new RevisionSource(history, commit);
        if (whose == Whose.ALL) tree.addCommit(history, commit, source);
        tree.add(Outs.collect(source));
        return tree.root;
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
            var stat = repo.disk().statTarget(directory.resolve(name));
            if (stat.isEmpty()) continue;
            var inner = path.isEmpty() ? name : path + "/" + name;
            if (!stat.get().isDirectory()) {
                if (rules.ignoresFile(name)) continue;
                node.children()
                        .put(name, FileNode.file(stat.get().size(), stat.get().isExecutable()));
                continue;
            }
            if (rules.ignoresDirectory(name)) continue;
            var child = FileNode.root();
            child.sized(stat.get().size());
            node.children().put(name, child);
            var deeper = repo.workspace().ignores().in(inner);
            boolean link = repo.disk()
                    .stat(directory.resolve(name))
                    .map(s -> s.isLink())
                    .orElse(false);
            if (deeper.isPresent() && !link) walk(inner, child, deeper.get());
        }
    }

    private void add(Outs outs) throws IOException, InterruptedException {
        for (var each : outs.entries()) if (each.out().cached()) add(each.out());
    }

    private void add(Out out) throws IOException, InterruptedException {
        var path = out.path().toString();
        boolean known = root.find(path).isPresent();
        var node = root.at(path);
        boolean directory = out.id().isPresent() && out.id().get().isTree();
        node.tracked(out.id().map(Object::toString).orElse(null), directory, known);
        if (out.executable()) node.executable(true);
        out.size().ifPresent(node::recorded);
        if (!directory) return;
        try {
            for (var entry : repo.tree(out, progress).orElseThrow().entries())
                addFile(path, entry.path(), entry.id().hex());
        } catch (IOException | JdvcException e) {
            progress.warn("the listing of '" + path + "' is nowhere: what is in it is not shown");
        }
    }

    private void addFile(String top, RelPath inner, String md5) {
        var path = top + "/" + inner;
        boolean known = root.find(path).isPresent();
        for (int slash = path.lastIndexOf('/'); slash > top.length(); slash = path.lastIndexOf('/', slash - 1)) {
            var parent = path.substring(0, slash);
            boolean there = root.find(parent).isPresent();
            root.at(parent).tracked(null, true, there);
        }
        root.at(path).tracked(md5, false, known);
    }
}
