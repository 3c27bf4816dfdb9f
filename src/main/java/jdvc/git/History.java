package jdvc.git;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits and their files, read through long-lived {@code git cat-file} processes that start when first needed. Equal
 * contents and equal directories are read once. Paths are relative to the project's root.
 */
public final class History implements AutoCloseable {

    /** Returns the commit that a revision names; absent if none. A name that begins with {@code -} never names one. */
    public Optional<String> resolve(String rev) throws IOException {
        throw new UnsupportedOperationException(rev);
    }

    /** Returns the tips of the local branches, by name. */
    public List<Revision> branches() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Returns the tags that name commits, by name. */
    public List<Revision> tags() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Returns every commit reachable from HEAD, branches, remote branches and tags, newest first. */
    public List<String> allCommits() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the metafiles of the project in a commit: {@code *.dvc}, {@code dvc.yaml}, {@code dvc.lock} and
     * {@code .dvcignore}, ordered by path; nested projects left out. Empty if the project is not in that commit.
     */
    public List<TreeFile> metafiles(String commit) throws IOException {
        throw new UnsupportedOperationException(commit);
    }

    /** Returns the id of a file's content in a commit; absent if it is not there or not a file. */
    public Optional<String> blob(String commit, String path) throws IOException {
        throw new UnsupportedOperationException(commit + path);
    }

    /**
     * Returns a content by its id.
     *
     * @throws jdvc.JdvcException of kind LIMIT if it has more than {@code maxBytes}, MISSING if Git does not have it
     */
    public byte[] read(String blob, long maxBytes) throws IOException {
        throw new UnsupportedOperationException(blob + maxBytes);
    }

    /** Returns contents by their ids, each read once, at the price of few round trips. Limits as for {@link #read}. */
    public Map<String, byte[]> readAll(Collection<String> blobs, long maxBytes) throws IOException {
        throw new UnsupportedOperationException("" + blobs + maxBytes);
    }

    /**
     * Returns the commits, newest first, reachable from {@code from} that changed a metafile. Renames of the metafile are
     * followed, copies are not.
     *
     * @param from a commit's id
     * @param others paths whose contents' ids are wanted too, such as metrics
     */
    public List<Version> versions(String metafile, String from, Collection<String> others) throws IOException {
        throw new UnsupportedOperationException(metafile + from + others);
    }

    @Override
    public void close() {}
}
