package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Workers;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the files of a tracked directory, by DVC's rules (format spec 5.3): links to directories, nested projects
 * and what is ignored are left out, links to files count as files. Several threads share the work, also of one directory
 * with many files.
 */
final class Walk {

    private static final int CHUNK = 512;
    private static final int TEMPORARY_LENGTH = LocalDisk.TEMPORARY_PREFIX.length() + 22;

    private final Disk disk;
    private final Path top;
    private final Visitor visitor;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private int busy;
    private boolean failed;

    /** Some names of a directory; all that it has, if {@code names} is null. */
    private record Task(
            Path directory,
            String prefix,
            IgnoreRules rules,
            @Nullable List<String> names) {}

    /** Is told what is found. Called by several threads at once. */
    interface Visitor {

        /**
         * Takes a file.
         *
         * @param path below the directory
         * @param stat of the file, or of what the link leads to
         * @param link whether it is a symbolic link
         */
        void file(String path, Path file, Stat stat, boolean link) throws IOException, InterruptedException;

        /** Takes a directory, before what is in it. */
        default void directory(String path) {}

        /** Takes note of a project inside, which is left out. */
        default void nestedProject(String path) {}
    }

    private Walk(Disk disk, Path top, Visitor visitor) {
        this.disk = disk;
        this.top = top;
        this.visitor = visitor;
    }

    /**
     * Visits every file below {@code top}.
     *
     * @param rules what is ignored in {@code top}
     * @throws JdvcException if something in it cannot be tracked: a broken link, a pipe, a .dvcignore
     */
    static void files(Disk disk, Path top, IgnoreRules rules, int threads, Visitor visitor)
            throws IOException, InterruptedException {
        var walk = new Walk(disk, top, visitor);
        walk.tasks.add(new Task(top, "", rules, null));
        try (var workers = new Workers("walk", threads)) {
            workers.forEach(Collections.nCopies(threads, walk), Walk::drain);
        }
    }

    private void drain() throws IOException, InterruptedException {
        boolean done = false;
        try {
            for (var task = take(); task != null; task = take()) {
                run(task);
                release();
            }
            done = true;
        } finally {
            if (!done) fail();
        }
    }

    private synchronized @Nullable Task take() throws InterruptedException {
        while (tasks.isEmpty() && busy > 0 && !failed) wait();
        if (failed || tasks.isEmpty()) {
            notifyAll();
            return null;
        }
        busy++;
        return tasks.removeLast(); // depth first: fewer directories are waiting
    }

    private synchronized void release() {
        busy--;
        notifyAll();
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    private synchronized void add(Task task) {
        tasks.addLast(task);
        notifyAll();
    }

    private void run(Task task) throws IOException, InterruptedException {
        var names = task.names;
        if (names == null) {
            names = disk.list(task.directory);
            if (names.contains(".dvc") && isDirectory(task.directory.resolve(".dvc"))) {
                visitor.nestedProject(task.prefix);
                return;
            }
            if (!task.prefix.isEmpty()) visitor.directory(task.prefix.substring(0, task.prefix.length() - 1));
            for (int end = names.size(); end > CHUNK; end -= CHUNK) {
                add(new Task(
                        task.directory, task.prefix, task.rules, new ArrayList<>(names.subList(end - CHUNK, end))));
                names = names.subList(0, end - CHUNK);
            }
        }
        for (var name : names) visit(task, name);
    }

    private void visit(Task task, String name) throws IOException, InterruptedException {
        if (isTemporary(name)) return;
        var file = task.directory.resolve(name);
        var stat = disk.stat(file).orElse(null);
        if (stat == null) {
            if (name.indexOf('\ufffd') >= 0) throw unnameable(task.prefix + name);
            return; // gone since it was listed
        }
        if (stat.isDirectory()) {
            if (task.rules.ignoresDirectory(name)) return;
            add(new Task(file, task.prefix + name + "/", task.rules.enter(name, null), null));
            return;
        }
        if (task.rules.ignoresFile(name)) return;
        if (name.equals(".dvcignore")) throw ignoreFileInside(file);
        boolean link = stat.isLink();
        if (link) {
            stat = disk.statTarget(file)
                    .orElseThrow(() -> JdvcException.user("'%s' is a symbolic link to nothing", file)
                            .hint("remove the link, or ignore it in .dvcignore"));
            if (stat.isDirectory()) return;
        }
        if (!stat.isFile()) {
            throw JdvcException.user("'%s' is neither a file nor a directory", file)
                    .hint("pipes, sockets and devices cannot be tracked: remove it, or ignore it in .dvcignore");
        }
        visitor.file(task.prefix + name, file, stat, link);
    }

    /** Tells whether a name is that of a temporary of ours (safety 3.2). */
    static boolean isTemporary(String name) {
        return name.length() == TEMPORARY_LENGTH && name.startsWith(LocalDisk.TEMPORARY_PREFIX);
    }

    private boolean isDirectory(Path path) throws IOException {
        return disk.statTarget(path).map(Stat::isDirectory).orElse(false);
    }

    private JdvcException unnameable(String path) {
        return JdvcException.of(Kind.UNSAFEPATH, "the name of '%s' in '%s' is not valid UTF-8", path, top)
                .hint("rename it: DVC and jdvc record names in UTF-8");
    }

    private static JdvcException ignoreFileInside(Path file) {
        return JdvcException.of(Kind.BUG, "'%s' lies inside a tracked directory, where it has no effect", file)
                .hint("move its lines to the .dvcignore of the project's root");
    }
}
