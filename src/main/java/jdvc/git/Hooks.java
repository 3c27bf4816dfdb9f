package jdvc.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.disk.Disk;

/** Git's hooks of this clone, and its merge drivers. What is there already is never written over. */
public final class Hooks {

    private static final long MAX_BYTES = 1 << 20;

    private final GitExec git;
    private final Place place;
    private final Disk disk;

    Hooks(GitExec git, Place place, Disk disk) {
        this.git = git;
        this.place = place;
        this.disk = disk;
    }

    /**
     * Returns the directory in which Git looks for hooks.
     *
     * @throws JdvcException if {@code core.hooksPath} names one that other repositories use, too
     */
    public Path directory() throws IOException {
        var shown = git.run(List.of("rev-parse", "--git-common-dir", "--git-path", "hooks"), new byte[0]);
        var lines = History.lines(GitExec.checked(shown, "git rev-parse").output());
        var common = place.root().resolve(lines.get(0)).normalize();
        var hooks = place.root().resolve(lines.get(1)).normalize();
        if (hooks.startsWith(common) || hooks.startsWith(place.top())) return hooks;
        throw JdvcException.user("Git takes its hooks from '%s', which does not belong to this repository", hooks)
                .hint("set a `core.hooksPath` in this repository, or have the hooks there call jdvc");
    }

    /** Returns the content of a hook; absent if there is none. */
    public Optional<String> find(Path directory, String name) throws IOException {
        var hook = directory.resolve(name);
        if (disk.stat(hook).isEmpty()) return Optional.empty();
        return Optional.of(disk.read(hook, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(""));
    }

    /** Makes a hook that does not exist yet. */
    public void make(Path directory, String name, String script) throws IOException {
        disk.makeDirectories(directory, -1);
        disk.replace(directory.resolve(name), script.getBytes(StandardCharsets.UTF_8), 0755);
    }

    /** Sets what Git runs to merge files with the attribute {@code merge=NAME}. */
    public void setMergeDriver(String name, String description, String command) throws IOException {
        set("merge." + name + ".name", description);
        set("merge." + name + ".driver", command);
    }

    private void set(String key, String value) throws IOException {
        GitExec.checked(git.run(List.of("config", key, value), new byte[0]), "git config");
    }

    /** Returns the top of the work tree. */
    public Path top() {
        return place.top();
    }

    /** Returns the way from the top of the work tree to the project; empty if that is the same. */
    public String project() {
        return place.prefix().isEmpty()
                ? ""
                : place.prefix().substring(0, place.prefix().length() - 1);
    }

    /** Tells whether a rebase is under way, in which Git checks out commit after commit. */
    public boolean isRebasing() throws IOException {
        return disk.stat(place.gitDirectory(disk).resolve("rebase-merge")).isPresent();
    }
}
