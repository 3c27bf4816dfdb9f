package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.git.History;
import jdvc.git.Version;
import jdvc.repo.Suggest.Word;

/** The versions of a path that could be typed next; unlike {@link Versions} it hashes nothing and asks no store. */
final class SuggestVersions {

    /** Enough to choose from; older ones can be typed. */
    private static final int MAX = 200;

    private final Repo repo;

    SuggestVersions(Repo repo) {
        this.repo = repo;
    }

    /** Returns {@code PATH@COMMIT}, newest first, and then {@code PATH@TAG}. */
    List<Word> of(String path) throws IOException, InterruptedException {
        var head = repo.git().head();
        var opened = repo.git().history();
        if (head.isEmpty() || opened.isEmpty()) return List.of();
        try (var history = opened.get()) {
            return read(history, head.get(), path);
        }
    }

    private List<Word> read(History history, String head, String path) throws IOException, InterruptedException {
        var subject = VersionsSubject.find(repo, repo.recorded(), path);
        var all = history.versions(subject.record().toString(), head, List.of());
        var some = all.subList(0, Math.min(MAX, all.size()));
        var recorded = new VersionsHistory(history, subject);
        var contents = recorded.read(some);
        var words = new ArrayList<Word>();
        var tags = new ArrayList<Word>();
        for (var version : some) {
            var content = recorded.of(version, contents);
            if (!content.exists() || recorded.keysBefore(version, contents).contains(content.key())) continue;
            words.add(word(path, version.commit().substring(0, 8), version, content.size()));
            for (var tag : version.tags()) tags.add(word(path, tag, version, content.size()));
        }
        words.addAll(tags);
        return words;
    }

    private static Word word(String path, String rev, Version version, OptionalLong size) {
        var tags = version.tags().isEmpty() ? "" : "  (" + String.join(", ", version.tags()) + ")";
        var when = Optional.of(version.date().toInstant());
        return new Word(path + "@" + rev, false, version.subject() + tags, size, when);
    }
}
