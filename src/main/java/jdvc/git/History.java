package jdvc.git;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Commits and their files, read through long-lived {@code git cat-file} processes that start when first needed. Equal
 * contents and equal directories are read once. Paths are relative to the project's root.
 */
public final class History implements AutoCloseable {

    private final GitExec git;
    private final Place place;
    private final ObjectReader objects;
    private final Trees trees;
    private final Map<String, Optional<String>> roots = new HashMap<>();

    History(GitExec git, Place place) {
        this.git = git;
        this.place = place;
        this.objects = new ObjectReader(git);
        this.trees = new Trees(objects);
    }

    /** Returns the commit that a revision names; absent if none. A name that begins with {@code -} never names one. */
    public Optional<String> resolve(String rev) throws IOException {
        if (rev.isEmpty() || rev.startsWith("-") || rev.indexOf('\n') >= 0 || rev.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var answer = new Answer();
        objects.headers(List.of(rev), answer);
        var tag = answer.id("tag");
        if (tag.isPresent()) objects.headers(List.of(tag.get() + "^{commit}"), answer);
        return answer.id("commit");
    }

    /** Returns the tips of the local branches, by name. */
    public List<Revision> branches() throws IOException {
        return revisions("refs/heads");
    }

    /** Returns the tags that name commits, by name. */
    public List<Revision> tags() throws IOException {
        return revisions("refs/tags");
    }

    /** Returns the commits that DVC's experiments have made, by the name of their ref below {@code refs/exps}. */
    public List<Revision> experiments() throws IOException {
        return revisions("refs/exps");
    }

    /** Returns a commit and its ancestors by first parents, newest first, at most so many. */
    public List<String> firstParents(String commit, int most) throws IOException {
        if (!isId(commit)) throw new IllegalArgumentException(commit);
        var args = List.of("rev-list", "--first-parent", "-n", String.valueOf(most), commit);
        return lines(
                GitExec.checked(git.read(args, new byte[0]), "git rev-list").output());
    }

    /** Returns those of {@link #allCommits} that were committed at a time or later, whatever their order is. */
    public List<String> committedSince(ZonedDateTime time) throws IOException {
        var args = new ArrayList<>(List.of("log", "--format=%H %ct", "--branches", "--remotes", "--tags"));
        GitProgram.head(git).ifPresent(args::add);
        var found = new ArrayList<String>();
        var result = GitExec.checked(git.read(args, new byte[0]), "git log");
        for (var line : lines(result.output())) {
            int blank = line.indexOf(' ');
            if (Long.parseLong(line.substring(blank + 1)) >= time.toEpochSecond()) found.add(line.substring(0, blank));
        }
        return found;
    }

    private List<Revision> revisions(String namespace) throws IOException {
        // an annotated tag is an object of its own; what it names comes with the asterisk
        String format = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00";
        var fields = GitExec.checked(git.read("for-each-ref", format, namespace), "git for-each-ref")
                .names();
        var revisions = new ArrayList<Revision>();
        for (int i = 0; i + 4 < fields.size(); i += 5) {
            String name = fields.get(i).strip().substring(namespace.length() + 1); // a line feed ends each record
            if (fields.get(i + 1).equals("commit")) revisions.add(new Revision(name, fields.get(i + 2)));
            else if (fields.get(i + 3).equals("commit")) revisions.add(new Revision(name, fields.get(i + 4)));
        }
        return List.copyOf(revisions);
    }

    /** Returns every commit reachable from HEAD, branches, remote branches and tags, newest first. */
    public List<String> allCommits() throws IOException {
        var args = new ArrayList<>(List.of("rev-list", "--branches", "--remotes", "--tags"));
        GitProgram.head(git).ifPresent(args::add);
        return lines(
                GitExec.checked(git.read(args, new byte[0]), "git rev-list").output());
    }

    /**
     * Returns the commits of a range such as {@code A..B}, oldest first; of a single revision, that commit alone.
     *
     * @throws JdvcException of kind USER if Git knows no such revisions
     */
    public List<String> range(String range) throws IOException {
        if (!range.contains("..")) {
            return List.of(resolve(range).orElseThrow(() -> JdvcException.user("there is no revision '%s'", range)));
        }
        if (range.startsWith("-")) throw JdvcException.user("there is no revision '%s'", range);
        var result = git.read("rev-list", "--reverse", "--topo-order", range, "--");
        if (result.exit() != 0) {
            throw JdvcException.user("'%s' is no range of revisions here", range)
                    .hint("a range is `A..B`: what B has and A has not; in a shallow clone fetch more first");
        }
        return lines(result.output());
    }

    /**
     * Returns the commits that a push sends, oldest first: those that {@code local} reaches and neither {@code known}, what
     * the other side has there now, nor what we know of the remote.
     *
     * @param local a commit or tag by its id
     */
    public List<String> toSend(String local, Optional<String> known, String remote) throws IOException {
        if (resolve(local).isEmpty()) return List.of(); // a tag of something else has no data
        var args = new ArrayList<>(List.of("rev-list", "--reverse", "--topo-order", local, "--not"));
        known.ifPresent(args::add);
        args.add("--remotes=" + remote);
        return lines(
                GitExec.checked(git.read(args, new byte[0]), "git rev-list").output());
    }

    /** Returns the newest commits that HEAD and the branches reach, at most so many. */
    public List<Commit> recent(int most) throws IOException {
        var args = new ArrayList<>(List.of("log", "-n", String.valueOf(most), "-z", "--format=%H%n%aI%n%s"));
        args.add("--branches");
        GitProgram.head(git).ifPresent(args::add);
        var commits = new ArrayList<Commit>();
        var result = GitExec.checked(git.read(args, new byte[0]), "git log");
        for (var each : result.output().split("\0")) {
            String[] lines = each.split("\n", 3);
            if (lines.length == 3) commits.add(new Commit(lines[0], OffsetDateTime.parse(lines[1]), lines[2].strip()));
        }
        return commits;
    }

    /**
     * Returns the ids of the contents that a file had in the commits that changed it, the newest first; merges and renames
     * are not looked into.
     *
     * @param from a commit's id
     * @param most at most so many commits
     */
    public List<String> contents(String path, String from, int most) throws IOException {
        if (!isId(from)) throw new IllegalArgumentException(from);
        var args = List.of(
                "log",
                "-z",
                "-n",
                String.valueOf(most),
                "--no-merges",
                "--no-renames",
                "--raw",
                "--no-abbrev",
                "--format=",
                from,
                "--",
                GitExec.literal(path));
        // :MODE MODE ID ID STATUS NUL PATH NUL, of a directory for each file in it that changed
        var fields = GitExec.checked(git.read(args, new byte[0]), "git log").names();
        var contents = new ArrayList<String>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            var words = fields.get(i).strip().split(" ");
            boolean file = words.length == 5 && words[1].startsWith("100");
            var name = fields.get(i + 1); // or from the project's root, where the user has diff.relative
            if (file && (name.equals(place.toTop(path)) || name.equals(path))) contents.add(words[3]);
        }
        return contents;
    }

    /** Tells whether any commit that HEAD, branches and tags reach has a file, or had it and took it away. */
    public boolean hasHad(String path) throws IOException {
        var args = new ArrayList<>(List.of("rev-list", "-n", "1", "--full-history", "--branches", "--tags"));
        GitProgram.head(git).ifPresent(args::add);
        args.addAll(List.of("--", GitExec.literal(path)));
        var found = GitExec.checked(git.read(args, new byte[0]), "git rev-list");
        return !lines(found.output()).isEmpty();
    }

    static List<String> lines(String output) {
        return output.isEmpty() ? List.of() : List.of(output.split("\n"));
    }

    /**
     * Returns the metafiles of the project in a commit: {@code *.dvc}, {@code dvc.yaml}, {@code dvc.lock} and
     * {@code .dvcignore}, in Git's order; nested projects left out. Empty if the project is not in that commit.
     */
    public List<TreeFile> metafiles(String commit) throws IOException {
        return metafiles(List.of(commit)).getOrDefault(commit, List.of());
    }

    /** Returns the metafiles of many commits, in the order of these, at the price of few round trips. */
    public Map<String, List<TreeFile>> metafiles(Collection<String> commits) throws IOException {
        findRoots(commits);
        var found = new ArrayList<String>();
        for (var commit : commits) roots.getOrDefault(commit, Optional.empty()).ifPresent(found::add);
        trees.load(found);
        var metafiles = new LinkedHashMap<String, List<TreeFile>>();
        for (var commit : commits) {
            var root = roots.getOrDefault(commit, Optional.empty());
            metafiles.put(commit, root.isEmpty() ? List.of() : trees.metafiles(root.get()));
        }
        return metafiles;
    }

    /** Returns all files of the project in a commit, in Git's order; submodules left out. */
    public List<GitFile> files(String commit) throws IOException {
        if (!isId(commit)) throw new IllegalArgumentException(commit);
        var listed = GitExec.checked(git.read("ls-tree", "-r", "-l", "-z", commit), "git ls-tree");
        var files = new ArrayList<GitFile>();
        for (var line : listed.names()) { // MODE TYPE ID SIZE TAB PATH, the size padded with blanks
            int tab = line.indexOf('\t');
            var fields = line.substring(0, tab).split(" +");
            if (!fields[1].equals("blob")) continue;
            files.add(new GitFile(line.substring(tab + 1), Long.parseLong(fields[3]), fields[0].equals("100755")));
        }
        return files;
    }

    private void findRoots(Collection<String> commits) throws IOException {
        var names = new LinkedHashMap<String, String>();
        for (var commit : commits) if (!roots.containsKey(commit)) names.put(rootName(commit), commit);
        objects.headers(List.copyOf(names.keySet()), (name, header, content) -> {
            var root = Optional.ofNullable(header).filter(found -> found.type().equals("tree"));
            roots.put(names.getOrDefault(name, name), root.map(ObjectReader.Header::id));
        });
    }

    /** Returns the id of a file's content in a commit; absent if it is not there or not a file. */
    public Optional<String> blob(String commit, String path) throws IOException {
        if (path.indexOf('\n') >= 0) return Optional.empty();
        var answer = new Answer();
        objects.headers(List.of(name(commit, path)), answer);
        return answer.id("blob");
    }

    /** {@code COMMIT:PATH}; a name with a line feed in it cannot be asked for. */
    private String name(String commit, String path) {
        if (!isId(commit)) throw new IllegalArgumentException(commit);
        return commit + ":" + place.toTop(path);
    }

    private String rootName(String commit) {
        String name = name(commit, "");
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** Tells whether a text is a whole name of an object, such as a commit, and not a part of one. */
    public static boolean isId(String text) {
        boolean hex = text.length() == 40 || text.length() == 64;
        for (int i = 0; hex && i < text.length(); i++) hex = Character.digit(text.charAt(i), 16) >= 0;
        return hex;
    }

    /** Takes one answer. */
    private static final class Answer implements ObjectReader.Visitor {
        private Optional<ObjectReader.Header> header = Optional.empty();

        @Override
        public void visit(String name, ObjectReader.@Nullable Header found, byte[] content) {
            header = Optional.ofNullable(found);
        }

        Optional<String> id(String type) {
            return header.filter(found -> found.type().equals(type)).map(ObjectReader.Header::id);
        }
    }

    /**
     * Returns a content by its id.
     *
     * @throws JdvcException of kind LIMIT if it has more than {@code maxBytes}, MISSING if Git does not have it
     */
    public byte[] read(String blob, long maxBytes) throws IOException {
        var content = readAll(List.of(blob), maxBytes).get(blob);
        return content == null ? new byte[0] : content;
    }

    /** Returns contents by their ids, each read once, at the price of few round trips. Limits as for {@link #read}. */
    public Map<String, byte[]> readAll(Collection<String> blobs, long maxBytes) throws IOException {
        var contents = new HashMap<String, byte[]>();
        for (var blob : blobs) if (!isId(blob)) throw new IllegalArgumentException(blob);
        objects.contents(List.copyOf(new LinkedHashSet<>(blobs)), maxBytes, (name, header, content) -> {
            if (header == null) throw JdvcException.of(Kind.MISSING, "Git does not have the object %s", name);
            contents.put(name, content);
        });
        return contents;
    }

    /**
     * Returns the commits, newest first, reachable from {@code from} that changed a metafile, deletions too. Renames of the
     * metafile are followed, copies are not.
     *
     * @param from a commit's id
     * @param others paths whose contents' ids are wanted too, such as metrics
     */
    public List<Version> versions(String metafile, String from, Collection<String> others) throws IOException {
        if (!isId(from)) throw new IllegalArgumentException(from);
        return new VersionWalk(git, place, objects, List.copyOf(others)).from(from, metafile);
    }

    /** Ends the processes. */
    @Override
    public void close() {
        objects.close();
    }
}
