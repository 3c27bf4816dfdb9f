package jdvc.git;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ignores nothing, tracks nothing, stages nothing. */
final class NoGit implements Git {

    @Override
    public Optional<Path> workTree() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> metafiles() {
        return Optional.empty();
    }

    @Override
    public Set<String> ignored(Collection<String> paths) {
        return Set.of();
    }

    @Override
    public Set<String> tracked(Collection<String> paths) {
        return Set.of();
    }

    @Override
    public List<String> untracked() {
        return List.of();
    }

    @Override
    public void add(Collection<String> paths) {}

    @Override
    public Optional<String> branch() {
        return Optional.empty();
    }

    @Override
    public Optional<String> head() {
        return Optional.empty();
    }

    @Override
    public Optional<History> history() {
        return Optional.empty();
    }

    @Override
    public boolean trusts(Path directory) {
        return false;
    }

    @Override
    public Optional<Hooks> hooks() {
        return Optional.empty();
    }

    @Override
    public Optional<Publishing> publishing() {
        return Optional.empty();
    }
}
