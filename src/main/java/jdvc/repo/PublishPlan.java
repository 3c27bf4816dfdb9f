package jdvc.repo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a publish would do. Paths are relative to the project's root.
 *
 * @param items the outputs that it is about
 * @param commit what the commit would hold
 * @param gitPush where it would go; absent if it is not to, or there is no Git remote
 * @param left staged or modified files that stay as they are
 * @param notes what the user should know or do beside
 * @param proposals files that nobody tracks, and that look as if somebody should
 */
public record PublishPlan(
        List<Item> items,
        Upload upload,
        Commit commit,
        Optional<GitPush> gitPush,
        List<String> left,
        List<String> notes,
        List<Proposal> proposals) {

    /** What is the matter with an output. */
    public enum What {
        NEW,
        CHANGED,
        /** As recorded, but its data is neither in the cache nor on the remote. */
        UNSAVED,
        /** Its data is not on the remote. */
        UNPUSHED,
        /** Only its metafile is not committed. */
        UNCOMMITTED
    }

    /**
     * An output.
     *
     * @param path of the output, or of what is meant in it
     * @param files that changed, or that are to be sent
     * @param bytes of these; -1 if not known
     */
    public record Item(String path, String metafile, What what, long files, long bytes) {

        /** Tells whether it has to be added. */
        public boolean isToAdd() {
            return what == What.NEW || what == What.CHANGED || what == What.UNSAVED;
        }
    }

    /**
     * What goes to the data remotes.
     *
     * @param objects at most
     * @param bytes at most; what is to be added may turn out to be there
     * @param remotes where to: names and URLs
     */
    public record Upload(long objects, long bytes, List<Remote> remotes) {}

    /** A data remote. */
    public record Remote(String name, String url) {}

    /**
     * What the commit would hold.
     *
     * @param given the message that the user gave
     * @param others what else is staged and goes along
     */
    public record Commit(
            String branch, List<String> files, List<String> others, Optional<String> given, String message) {

        /** Tells whether there is nothing to commit. */
        public boolean isEmpty() {
            return files.isEmpty() && others.isEmpty();
        }
    }

    /**
     * Where the commits go.
     *
     * @param isNew the remote has no such branch yet, as far as is known
     * @param commits that exist and are not there yet
     * @param needed whether that branch lacks something, even before the new commit
     */
    public record GitPush(
            String remote, String branch, boolean isNew, boolean setUpstream, int commits, boolean needed) {}

    /**
     * A file that nobody tracks.
     *
     * @param remote where it would go; absent if there is no such remote
     */
    public record Proposal(String path, long bytes, Optional<Remote> remote) {}

    public PublishPlan {
        items = List.copyOf(items);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
        proposals = List.copyOf(proposals);
    }

    /** Tells whether nothing is missing. */
    public boolean isEmpty() {
        return upload.objects() == 0 && !adds() && commit.isEmpty() && !pushes();
    }

    /** Tells whether something is to be added. */
    public boolean adds() {
        return items.stream().anyMatch(Item::isToAdd);
    }

    /** Tells whether Git would push. */
    public boolean pushes() {
        return gitPush.isPresent() && (gitPush.get().needed() || !commit.isEmpty());
    }

    /** Returns this plan with proposals taken up. */
    public PublishPlan with(List<Proposal> chosen) {
        if (chosen.isEmpty()) return this;
        var all = new ArrayList<>(items);
        var files = new LinkedHashSet<>(commit.files());
        long bytes = upload.bytes();
        var remotes = new LinkedHashSet<>(upload.remotes());
        for (var each : chosen) {
            all.add(new Item(each.path(), each.path() + ".dvc", What.NEW, 1, each.bytes()));
            files.add(each.path() + ".dvc");
            files.add(PublishFiles.gitignoreOf(each.path()));
            bytes += each.bytes();
            each.remote().ifPresent(remotes::add);
        }
        var rest = new ArrayList<>(proposals);
        rest.removeAll(chosen);
        var more = commit(commit.branch(), List.copyOf(files), commit.others(), commit.given(), all);
        var upload2 = new Upload(upload.objects() + chosen.size(), bytes, List.copyOf(remotes));
        return new PublishPlan(all, upload2, more, gitPush, left, notes, rest);
    }

    /** Returns this plan whose commit has another message. */
    public PublishPlan saying(String message) {
        var other = new Commit(commit.branch(), commit.files(), commit.others(), Optional.of(message), message);
        return new PublishPlan(items, upload, other, gitPush, left, notes, proposals);
    }

    /** Returns the commit with its message: the given one, or one that names the outputs. */
    static Commit commit(
            String branch, List<String> files, List<String> others, Optional<String> given, List<Item> items) {
        return new Commit(branch, files, others, given, given.orElseGet(() -> message(files, others, items)));
    }

    private static String message(List<String> files, List<String> others, List<Item> items) {
        var names = new LinkedHashSet<String>();
        for (var each : items) {
            if (each.isToAdd() || files.contains(each.metafile())) names.add(each.path());
        }
        if (!names.isEmpty()) return message(List.copyOf(names), "outputs");
        var all = new ArrayList<>(files);
        all.addAll(others);
        return message(all, "files");
    }

    /** {@code Update pkl/model.pkl}, {@code Update 3 outputs: a, b, c}: as much as a subject line takes. */
    private static String message(List<String> names, String noun) {
        if (names.isEmpty()) return "";
        if (names.size() == 1) return "Update " + names.get(0);
        var text = new StringBuilder("Update " + names.size() + " " + noun + ": ").append(names.get(0));
        for (var each : names.subList(1, names.size())) {
            if (text.length() + each.length() > 68) return text.append(", …").toString();
            text.append(", ").append(each);
        }
        return text.toString();
    }
}
