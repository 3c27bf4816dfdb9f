package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.git.Git;

/**
 * Makes a directory a project.
 *
 * @param directory as typed; the working directory if absent
 * @param scm how the project stands to Git
 * @param force delete an existing {@code .dvc} first, with its cache
 */
public record Init(Optional<String> directory, Scm scm, boolean force) {

    /** How a project stands to Git. */
    public enum Scm {
        /** Its root is the top of a Git work tree. */
        ROOT,
        /** Its root lies in a Git work tree. */
        SUBDIRECTORY,
        /** There is no Git. */
        NONE
    }

    private static final String IGNORE_FILE = """
            # Add patterns of files dvc should ignore, which could improve
            # the performance. Learn more at
            # https://dvc.org/doc/user-guide/dvcignore
            """;

    /**
     * The answer.
     *
     * @param root the project's root
     * @param git whether there is Git, where the new files are staged now
     */
    public record Report(Path root, boolean git) {}

    public Report run(Call call) throws IOException {
        var root = call.env().cwd().resolve(directory.orElse("")).normalize();
        var disk = call.disk();
        var git = git(call, root);
        var dvc = root.resolve(".dvc");
        if (git.isPresent() && !git.get().ignored(List.of(".dvc/")).isEmpty()) {
            throw JdvcException.user("'%s' is ignored by Git", dvc).hint("un-ignore it, such as by a line `!.dvc`");
        }
        if (disk.stat(dvc).isPresent()) {
            if (!force)
                throw JdvcException.user("'%s' exists already", dvc)
                        .hint("use `-f` to make it anew; its cache goes with it");
            Area.deleteAll(disk, dvc);
        }
        write(disk, root, dvc);
        if (git.isPresent()) git.get().add(List.of(".dvc/config", ".dvcignore", ".dvc/.gitignore"));
        return new Report(root, git.isPresent());
    }

    private Optional<Git> git(Call call, Path root) throws IOException {
        if (scm == Scm.NONE) return Optional.empty();
        var git = Git.find(root, call.disk(), call.env());
        boolean right = git.isPresent()
                && (scm == Scm.SUBDIRECTORY
                        || call.disk()
                                .realPath(root)
                                .equals(git.get().workTree().orElse(null)));
        if (right) return git;
        throw JdvcException.of(Kind.USER, "'%s' is not tracked by any supported SCM tool (such as Git)", root)
                .hint("use `--no-scm` for a project without Git, or `--subdir` below the root of a Git repository");
    }

    private void write(Disk disk, Path root, Path dvc) throws IOException {
        disk.makeDirectories(dvc.resolve("tmp"), -1);
        disk.replace(dvc.resolve("config"), bytes(scm == Scm.NONE ? "[core]\n    no_scm = True\n" : ""), -1);
        if (scm != Scm.NONE) disk.replace(dvc.resolve(".gitignore"), bytes("/config.local\n/tmp\n/cache\n"), -1);
        var ignore = root.resolve(".dvcignore");
        if (disk.stat(ignore).isEmpty()) disk.replace(ignore, bytes(IGNORE_FILE), -1);
        disk.replace(dvc.resolve("tmp/btime"), new byte[0], -1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
