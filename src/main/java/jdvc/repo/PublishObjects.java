package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.git.TreeFile;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.DvcFile;
import jdvc.track.Pipeline;
import jdvc.track.Selected;
import jdvc.track.Stage;

/** The data of outputs and of commits, and what of it the remotes lack. */
final class PublishObjects {

    /** Every store can be asked for the object without bytes. */
    private static final ObjectId EMPTY = ObjectId.of(0xd41d8cd98f00b204L, 0xe9800998ecf8427eL, Layout.V3);

    private final Repo repo;
    private final Choice.Way way;
    private final Progress progress;
    private final Objects objects;
    private final Set<TreeFile> seen = new HashSet<>();
    private final List<String> unknown = new ArrayList<>();

    PublishObjects(Repo repo, Choice.Way way, Progress progress) {
        this.repo = repo;
        this.way = way;
        this.progress = progress;
        objects = Objects.none(repo, Objects.Direction.PUBLISH, way.remote(), progress);
    }

    /**
     * What the remotes lack.
     *
     * @param objects by remote
     * @param nowhere what the cache lacks too: users' names of it, by id
     * @param sizes bytes of the rest, by remote
     */
    record Lacking(Map<String, Set<ObjectId>> objects, Map<ObjectId, String> nowhere, Map<String, Long> sizes) {

        long bytes() {
            return sizes.values().stream().mapToLong(Long::longValue).sum();
        }

        long count() {
            return objects.values().stream().mapToLong(Set::size).sum();
        }

        boolean has(ObjectId id) {
            return objects.values().stream().anyMatch(ids -> ids.contains(id));
        }
    }

    /** Adds an output's data, all of it also if only a part is meant: the metafile names all of it. */
    void add(Selected selected) throws IOException, InterruptedException {
        objects.add(new Selected(selected.stage(), selected.out(), Optional.empty()), "");
    }

    /** Adds the data of commits, oldest first; each distinct metafile is read once, however many commits have it. */
    void addCommits(List<String> commits) throws IOException, InterruptedException {
        if (commits.isEmpty()) return;
        try (var history = repo.git().history().orElseThrow()) {
            for (var each : history.metafiles(commits).entrySet()) addCommit(history, each.getKey(), each.getValue());
        }
    }

    private void addCommit(History history, String commit, List<TreeFile> metafiles)
            throws IOException, InterruptedException {
        var files = new ArrayList<TreeFile>();
        for (var file : metafiles) if (seen.add(file)) files.add(file);
        var blobs = new ArrayList<String>();
        for (var file : files) if (file.path().endsWith(".dvc")) blobs.add(file.blob());
        var contents = history.readAll(blobs, Metafiles.MAX_BYTES);
        var pipelines = new LinkedHashSet<RelPath>();
        for (var file : files) {
            var path = RelPath.ifSafe(file.path());
            if (path.isEmpty()) continue; // such a metafile cannot be of this project
            var content = contents.get(file.blob());
            if (file.path().endsWith(".dvc") && content != null) addDvcFile(path.get(), content, commit);
            else if (path.get().name().equals("dvc.yaml")) pipelines.add(path.get());
            else if (path.get().name().equals("dvc.lock")) pipelines.add(yamlOf(path.get()));
        }
        for (var each : pipelines) addPipeline(history, each, commit);
    }

    static RelPath yamlOf(RelPath lock) {
        var text = lock.toString();
        return RelPath.ifSafe(text.substring(0, text.length() - "dvc.lock".length()) + "dvc.yaml")
                .orElseThrow();
    }

    private void addDvcFile(RelPath path, byte[] content, String commit) throws IOException, InterruptedException {
        try {
            addStage(DvcFile.parse(path, content), commit);
        } catch (JdvcException e) {
            warn(path, commit, e);
        }
    }

    private void addPipeline(History history, RelPath path, String commit) throws IOException, InterruptedException {
        if (history.blob(commit, path.toString()).isEmpty()) return;
        try {
            var pipeline = Pipeline.read(path, new RevisionSource(history, commit));
            for (var stage : pipeline.stages()) addStage(stage, commit);
        } catch (JdvcException e) {
            warn(path, commit, e);
        }
    }

    private void warn(RelPath path, String commit, JdvcException e) {
        if (e.kind() != Kind.BADMETA && e.kind() != Kind.LIMIT) throw e;
        var text = "the data of '" + path + "' in commit " + shortened(commit) + " is not known: " + e.getMessage();
        unknown.add(text);
        progress.warn(text);
    }

    private void addStage(Stage stage, String commit) throws IOException, InterruptedException {
        for (var out : stage.outs()) {
            objects.add(new Selected(stage, out, Optional.empty()), " of commit " + shortened(commit));
        }
    }

    static String shortened(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }

    /**
     * Asks the remotes, which have to answer also when nothing is there to ask for.
     *
     * @param known what was found complete a moment ago, by remote
     * @param needsRemote whether there will be data that needs a remote
     */
    Lacking ask(Map<String, Set<ObjectId>> known, boolean needsRemote) throws IOException, InterruptedException {
        objects.requireRemote();
        if (objects.groups().isEmpty() && needsRemote) probe();
        var lacking = new LinkedHashMap<String, Set<ObjectId>>();
        var nowhere = new TreeMap<ObjectId, String>();
        var sizes = new LinkedHashMap<String, Long>();
        for (var each : objects.groups().entrySet()) {
            var group = each.getValue();
            var ids = group.wanted().ids();
            ids.removeAll(known.getOrDefault(each.getKey(), Set.of()));
            var remote = repo.remote(each.getKey(), progress);
            var there = new OnRemote(remote, repo.cache(), group.sizes()).toSend(ids);
            var notHere = repo.cache().missing(there);
            if (!notHere.isEmpty()) remote.missing(ids); // it says so if nothing may be looked at
            for (var id : notHere) nowhere.put(id, group.nameOf(id));
            if (there.isEmpty()) continue;
            lacking.put(each.getKey(), there);
            long bytes = 0;
            for (var id : there) {
                if (!notHere.contains(id))
                    bytes += repo.cache().stat(id).map(s -> s.size()).orElse(0L);
            }
            sizes.put(each.getKey(), bytes);
        }
        return new Lacking(lacking, nowhere, sizes);
    }

    /** Returns what could not be read of the commits, in words. */
    List<String> unknown() {
        return unknown;
    }

    /** Returns what users call an object that goes to a remote. */
    String nameOf(String remote, ObjectId id) {
        var group = objects.groups().get(remote);
        return group == null ? id.toString() : group.nameOf(id);
    }

    private void probe() throws IOException, InterruptedException {
        var name = way.remote().or(repo.config()::defaultRemote).orElseThrow(() -> Objects.noRemote(repo));
        repo.remote(name, progress).lengths(List.of(EMPTY));
    }

    /** Returns everything, by remote. */
    Map<String, Set<ObjectId>> all() {
        var all = new HashMap<String, Set<ObjectId>>();
        objects.groups().forEach((name, group) -> all.put(name, group.wanted().ids()));
        return all;
    }

    /** Takes note that all of it was seen on the remotes. */
    void noteComplete() throws IOException {
        for (var each : objects.groups().entrySet()) {
            Sending.notePresence(repo, each.getKey(), each.getValue(), Set.of());
        }
    }

    Sending.Result push() throws IOException, InterruptedException {
        return new Sending(repo, way, progress).push(objects);
    }

    /** Returns the places that data goes to. */
    List<PublishPlan.Remote> remotes(Set<String> names) {
        var remotes = new ArrayList<PublishPlan.Remote>();
        for (var each : names)
            remotes.add(new PublishPlan.Remote(each, repo.config().remote(each).url()));
        return remotes;
    }

    /** Returns the failure for data that is neither here nor there. */
    static JdvcException nowhere(Map<ObjectId, String> nowhere) {
        var text = new StringBuilder();
        text.append(nowhere.size()).append(nowhere.size() == 1 ? " object is" : " objects are");
        text.append(" neither in the cache nor on the remote");
        var lines = new ArrayList<String>();
        nowhere.forEach((id, name) -> lines.add(name + ": " + id));
        Lines.append(text, lines);
        return JdvcException.of(Kind.MISSING, "%s", text)
                .hint("whoever has the data must `jdvc push` it; `jdvc publish --no-git-push` commits without sending");
    }
}
