package jdvc.git;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.Env;
import jdvc.disk.Disk;

/** The user's own {@code git}. */
final class GitProgram implements Git {

    static Optional<GitProgram> find(Path projectRoot, Disk disk, Env env) {
        throw new UnsupportedOperationException("" + projectRoot + disk + env);
    }

    @Override
    public Optional<Path> workTree() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<List<String>> metafiles() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> ignored(Collection<String> paths) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> tracked(Collection<String> paths) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(Collection<String> paths) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> branch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> head() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<History> history() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Publishing> publishing() {
        throw new UnsupportedOperationException();
    }
}
