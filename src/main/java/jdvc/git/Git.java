package jdvc.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.Env;
import jdvc.disk.Disk;

/**
 * What Git says about a project, or that there is no Git. Paths are relative to the project's root, with {@code /}, also
 * where the project lies below the top of Git's work tree. Nothing here changes what Git holds, except {@link #add} and
 * what {@link #publishing} offers. Safe for use by many threads.
 */
public interface Git {

    /** No Git at all: {@code core.no_scm}. */
    Git NONE = new NoGit();

    /**
     * Finds the Git work tree that holds a directory, in it or above it; absent if there is none. Starts no program.
     *
     * @param projectRoot absolute
     */
    static Optional<Git> find(Path projectRoot, Disk disk, Env env) throws IOException {
        return GitProgram.find(projectRoot, disk, env).map(program -> program);
    }

    /** Returns the top of the work tree, without links in it; absent without Git. */
    Optional<Path> workTree();

    /**
     * Returns every {@code *.dvc} file and {@code dvc.yaml} of the project that Git's rules do not ignore, tracked or
     * not, in no defined order; absent without Git. Some may be gone from the disk; files of nested projects are among
     * them, those inside submodules are not.
     */
    Optional<List<String>> metafiles() throws IOException;

    /**
     * Returns the members of {@code paths} that Git's rules ignore, whether tracked or not; none without Git. A path need
     * not exist; one with a trailing {@code /} is taken for a directory.
     */
    Set<String> ignored(Collection<String> paths) throws IOException;

    /** Returns the members of {@code paths} that Git tracks, or below which it tracks something; none without Git. */
    Set<String> tracked(Collection<String> paths) throws IOException;

    /** Returns the files of the project that Git neither tracks nor ignores, one by one; none without Git. */
    List<String> untracked() throws IOException;

    /**
     * Stages files as the user's own Git does it, deleted ones too; those inside submodules are left out. Nothing without
     * Git.
     *
     * @throws jdvc.JdvcException if Git refuses, with Git's words
     */
    void add(Collection<String> paths) throws IOException;

    /** Returns the branch that is checked out, also one without a commit; absent if HEAD is detached or without Git. */
    Optional<String> branch() throws IOException;

    /** Returns the commit that is checked out; absent before the first one or without Git. */
    Optional<String> head() throws IOException;

    /** Opens the reader of commits and their files; absent without Git. The caller closes it. */
    Optional<History> history();

    /**
     * Tells whether the user lists a directory, as it is or by {@code *}, under {@code safe.directory}, which only their and
     * the system's settings may do; false without Git.
     */
    boolean trusts(Path directory) throws IOException;

    /** Returns where Git's hooks and merge drivers are set; absent without Git. */
    Optional<Hooks> hooks();

    /** Returns what {@code publish} needs to commit and push; absent without Git. */
    Optional<Publishing> publishing();
}
