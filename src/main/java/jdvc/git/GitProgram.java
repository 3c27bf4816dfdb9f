package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.disk.Exec;
import jdvc.disk.Exec.Result;

/** The user's own {@code git}, version 2.25 or newer. A call costs about 5 ms, so each method makes one or two. */
final class GitProgram implements Git {

    private static final int ARGUMENT_CHARS = 100_000; // the system takes 2 MB, of bytes, with the environment

    private final Place place;
    private final Disk disk;
    private final GitExec git;

    private GitProgram(Place place, Disk disk, Env env) {
        this.place = place;
        this.disk = disk;
        this.git = new GitExec(place.root(), env);
    }

    static Optional<GitProgram> find(Path projectRoot, Disk disk, Env env) throws IOException {
        return Place.find(projectRoot, disk).map(place -> new GitProgram(place, disk, env));
    }

    @Override
    public Optional<Path> workTree() {
        return Optional.of(place.top());
    }

    @Override
    public Optional<List<String>> metafiles() throws IOException {
        // DVC does not ask whether Git tracks what it ignores.
        var ignoring = git.start("ls-files", "-z", "-ci", "--exclude-standard", "--", "*.dvc", "*dvc.yaml");
        var all = git.read("ls-files", "-z", "-co", "--exclude-standard", "--", "*.dvc", "*dvc.yaml");
        var ignored =
                GitExec.checked(Exec.finish(ignoring, "git"), "git ls-files").names();
        var files =
                new LinkedHashSet<String>(GitExec.checked(all, "git ls-files").names());
        ignored.forEach(files::remove);
        files.removeIf(file -> !isMetafile(file.substring(file.lastIndexOf('/') + 1)));
        return Optional.of(List.copyOf(files));
    }

    @Override
    public List<String> untracked() throws IOException {
        var listed = git.read("ls-files", "-z", "-o", "--exclude-standard");
        return GitExec.checked(listed, "git ls-files").names();
    }

    private static boolean isMetafile(String name) {
        return name.endsWith(".dvc") || name.equals("dvc.yaml");
    }

    @Override
    public Set<String> ignored(Collection<String> paths) throws IOException {
        if (paths.isEmpty()) return Set.of();
        var result = checkIgnore(paths);
        if (result.exit() <= 1) return ignoredOf(result);
        var ignored = new HashSet<String>();
        for (var path : paths) { // one that Git cannot answer for must not take the others with it
            var one = checkIgnore(List.of(path));
            if (one.exit() <= 1) ignored.addAll(ignoredOf(one));
            else if (!one.text().contains("beyond a symbolic link")) GitExec.checked(one, "git check-ignore");
        }
        return ignored;
    }

    private Result checkIgnore(Collection<String> paths) throws IOException {
        // a leading ./ keeps a name that begins with a colon from being read as more than a name
        return git.read(List.of("check-ignore", "-z", "--stdin", "--no-index"), joined("./", paths));
    }

    private static Set<String> ignoredOf(Result result) {
        var ignored = new HashSet<String>();
        for (var name : result.names()) ignored.add(name.substring(2));
        return ignored;
    }

    private static byte[] joined(String prefix, Collection<String> paths) {
        var text = new StringBuilder();
        for (var path : paths) text.append(prefix).append(path).append('\0');
        return text.toString().getBytes(UTF_8);
    }

    @Override
    public Set<String> tracked(Collection<String> paths) throws IOException {
        var tracked = new TreeSet<String>();
        var args = new ArrayList<String>();
        int chars = 0;
        for (var path : paths) {
            args.add(GitExec.literal(path));
            chars += path.length();
            if (chars < ARGUMENT_CHARS) continue;
            tracked.addAll(trackedFiles(args));
            args.clear();
            chars = 0;
        }
        if (!args.isEmpty()) tracked.addAll(trackedFiles(args));
        var found = new HashSet<>(paths);
        found.removeIf(path -> !tracked.contains(path) && !holds(tracked, path.endsWith("/") ? path : path + "/"));
        return found;
    }

    private List<String> trackedFiles(List<String> pathspecs) throws IOException {
        var args = new ArrayList<>(List.of("ls-files", "-z", "--cached", "--"));
        args.addAll(pathspecs);
        return GitExec.checked(git.read(args, new byte[0]), "git ls-files").names();
    }

    private static boolean holds(TreeSet<String> files, String directory) {
        var next = files.ceiling(directory);
        return next != null && next.startsWith(directory);
    }

    @Override
    public void add(Collection<String> paths) throws IOException {
        var known = stageable(paths);
        if (known.isEmpty()) return;
        // the paths by way of stdin, because there may be more than fit on a command line
        var args = List.of("add", "--pathspec-from-file=-", "--pathspec-file-nul");
        GitExec.checked(git.run(args, joined(":(literal)", known)), "git add");
    }

    /** Returns the paths without those inside submodules and those that neither exist nor are tracked. */
    List<String> stageable(Collection<String> paths) throws IOException {
        var gone = new ArrayList<String>();
        var stageable = new ArrayList<String>();
        for (var path : paths) {
            if (isInSubmodule(path)) continue;
            stageable.add(path);
            if (disk.stat(place.root().resolve(path)).isEmpty()) gone.add(path);
        }
        if (!gone.isEmpty()) {
            gone.removeAll(tracked(gone));
            stageable.removeAll(gone);
        }
        return stageable;
    }

    private boolean isInSubmodule(String path) throws IOException {
        var directory = place.root().resolve(path).normalize().getParent();
        while (directory != null && directory.startsWith(place.top()) && !directory.equals(place.top())) {
            if (disk.stat(directory.resolve(".git")).isPresent()) return true;
            directory = directory.getParent();
        }
        return false;
    }

    @Override
    public Optional<String> branch() throws IOException {
        var result = git.read("symbolic-ref", "-q", "HEAD");
        if (result.exit() == 1) return Optional.empty();
        String ref = GitExec.checked(result, "git symbolic-ref").output().strip();
        return ref.startsWith("refs/heads/") ? Optional.of(ref.substring("refs/heads/".length())) : Optional.empty();
    }

    @Override
    public Optional<String> head() throws IOException {
        return head(git);
    }

    static Optional<String> head(GitExec git) throws IOException {
        var result = git.read("rev-parse", "-q", "--verify", "HEAD^{commit}");
        if (result.exit() == 1) return Optional.empty();
        return Optional.of(GitExec.checked(result, "git rev-parse").output().strip());
    }

    @Override
    public Optional<History> history() {
        return Optional.of(new History(git, place));
    }

    @Override
    public boolean trusts(Path directory) throws IOException {
        // SCOPE NUL VALUE NUL
        var fields = git.read("config", "-z", "--show-scope", "--get-all", "safe.directory")
                .names();
        boolean trusted = false;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i).equals("local") || fields.get(i).equals("worktree")) continue;
            String listed = fields.get(i + 1);
            if (listed.isEmpty()) trusted = false; // forgets what came before
            else trusted |= listed.equals("*") || isListed(directory.toString(), listed);
        }
        return trusted;
    }

    private static boolean isListed(String directory, String listed) {
        if (listed.endsWith("/*")) return directory.startsWith(listed.substring(0, listed.length() - 1));
        return directory.equals(listed.endsWith("/") ? listed.substring(0, listed.length() - 1) : listed);
    }

    @Override
    public Optional<Hooks> hooks() {
        return Optional.of(new Hooks(git, place, disk));
    }

    @Override
    public Optional<Publishing> publishing() {
        return Optional.of(new Publishing(this, git, place, disk));
    }
}
