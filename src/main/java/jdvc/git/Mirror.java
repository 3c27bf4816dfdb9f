package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Exec.Result;

/**
 * A copy of the branches and tags of a repository elsewhere, without a work tree of its own: what a URL names is sent once
 * and then kept up to date. The URL may come from a metafile, so only plain transports are used, and nothing that could be
 * a program or an option (safety 10.7, 8.12).
 */
public final class Mirror {

    /** What the repository's HEAD was when it was last asked; absent where that names no commit. */
    private static final String HEAD = "refs/jdvc/HEAD";

    private static final String PROTOCOLS = "file:git:http:https:ssh";
    private static final int ATTEMPTS = 3;

    private final String url;
    private final Path directory;
    private final Disk disk;
    private final Env env;

    /**
     * @param directory for the copy; made when needed
     * @param url as Git takes it; one of this machine must be absolute
     */
    public Mirror(String url, Path directory, Disk disk, Env env) {
        this.url = url;
        this.directory = directory;
        this.disk = disk;
        var vars = new HashMap<>(env.vars());
        vars.put("GIT_ALLOW_PROTOCOL", PROTOCOLS);
        this.env = new Env(env.cwd(), env.home(), vars, env.clock(), env.random(), env.cpus());
    }

    /**
     * Asks the repository for its branches and tags, and for the objects that are not here yet.
     *
     * @throws JdvcException of kind USER, with Git's words, if it cannot be read
     */
    public void update() throws IOException {
        requirePlain();
        if (!exists()) {
            disk.makeDirectories(directory, 0700);
            GitExec.checked(git().run(List.of("init", "-q", "--template="), new byte[0]), "git init");
            GitExec.checked(git().run(List.of("symbolic-ref", "HEAD", HEAD), new byte[0]), "git symbolic-ref");
        }
        // as a pattern, HEAD may be missing: its branch need not exist
        fetch(List.of("+HEAD*:" + HEAD + "*", "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"));
    }

    private void fetch(List<String> refs) throws IOException {
        var args = new ArrayList<>(List.of(
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "gc.auto=0",
                "fetch",
                "-q",
                "--force",
                "--prune",
                "--no-tags",
                "--update-head-ok",
                "--no-recurse-submodules",
                "--no-write-fetch-head",
                "--",
                url));
        args.addAll(refs);
        for (int attempt = 1; ; attempt++) {
            var result = git().runRemote(args, Interaction.NONE);
            if (result.exit() == 0) return;
            boolean raced = result.text().contains("cannot lock ref") && attempt < ATTEMPTS;
            if (!raced) throw failed(result);
        }
    }

    /** Returns the commit that a revision names in the copy, as of its last update; absent if none does. */
    public Optional<String> resolve(String rev) throws IOException {
        var git = exists() ? Git.find(directory, disk, env) : Optional.<Git>empty();
        if (git.isEmpty()) return Optional.empty();
        try (var history = git.get().history().orElseThrow()) {
            return history.resolve(rev);
        }
    }

    /** Returns the commit that a branch, a tag or, if absent, HEAD names in the repository now; absent if none does. */
    public Optional<String> ask(Optional<String> rev) throws IOException {
        requirePlain();
        var name = rev.orElse("HEAD");
        if (History.isId(name)) return rev;
        disk.makeDirectories(directory, 0700);
        var args = List.of("ls-remote", "-q", "--", url, name, name + "^{}");
        var result = git().runRemote(args, Interaction.NONE);
        if (result.exit() != 0) throw failed(result);
        String found = null;
        for (var line : History.lines(result.output())) { // ID TAB REF; a peeled tag comes after the tag itself
            int tab = line.indexOf('\t');
            var ref = tab < 0 ? "" : line.substring(tab + 1);
            boolean tag = ref.equals("refs/tags/" + name) || ref.equals("refs/tags/" + name + "^{}");
            if (tag || ref.equals(name) || ref.equals("refs/heads/" + name)) found = line.substring(0, tab);
        }
        return Optional.ofNullable(found);
    }

    /** Makes a directory a work tree of this copy, empty and unchanged, so that commits are read as if it were cloned there. */
    public void lend(Path workTree) throws IOException {
        disk.makeDirectories(workTree, 0700);
        var text = "gitdir: " + directory.resolve(".git") + "\n";
        disk.replace(workTree.resolve(".git"), text.getBytes(UTF_8), 0600);
    }

    /** Tells whether the copy was made, and to its end. */
    private boolean exists() throws IOException {
        var head = disk.read(directory.resolve(".git/HEAD"), 1 << 10);
        return head.map(bytes -> new String(bytes, UTF_8))
                .filter(("ref: " + HEAD + "\n")::equals)
                .isPresent();
    }

    private GitExec git() {
        return new GitExec(directory, env);
    }

    private void requirePlain() {
        boolean plain = !url.startsWith("-") && url.indexOf('\n') < 0 && url.indexOf('\0') < 0 && !namesHelper();
        if (plain) return;
        throw JdvcException.of(Kind.UNSAFEPATH, "'%s' is no URL of a repository that jdvc would ask", shown(url))
                .hint("name it by http, https, ssh or a path");
    }

    /** {@code HELPER::ADDRESS} runs a program {@code git-remote-HELPER}. */
    private boolean namesHelper() {
        int colons = url.indexOf("::");
        if (colons < 0) return false;
        var before = url.substring(0, colons);
        return before.indexOf('/') < 0 && before.indexOf('[') < 0;
    }

    private JdvcException failed(Result result) {
        var words = result.text().replace(url, shown(url));
        return JdvcException.user("cannot clone '%s': %s", shown(url), words)
                .hint("make sure that `git ls-remote %s` works", shown(url));
    }

    /** Returns a URL without the password that may be in it. */
    public static String shown(String url) {
        int start = url.indexOf("://") + 3;
        int at = start < 3 ? -1 : url.lastIndexOf('@', authorityEnd(url, start));
        int colon = at < 0 ? -1 : url.indexOf(':', start);
        return colon < 0 || colon > at ? url : url.substring(0, colon) + ":***" + url.substring(at);
    }

    private static int authorityEnd(String url, int start) {
        int slash = url.indexOf('/', start);
        return slash < 0 ? url.length() : slash;
    }
}
