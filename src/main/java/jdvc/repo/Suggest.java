package jdvc.repo;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.config.Config;

/** What could be typed next. Reads without the project's lock, never the network, and says nothing of what fails. */
public final class Suggest {

    /** Enough to choose from; older ones can be typed. */
    private static final int MAX_REVISIONS = 30;

    private final Call call;
    private final Optional<Overview.Report> seen;
    private final LastListing listing;

    /**
     * @param seen what changed, as far as it is known: it is not found out here, which may take long
     */
    public Suggest(Call call, Optional<Overview.Report> seen, LastListing listing) {
        this.call = call;
        this.seen = seen;
        this.listing = listing;
    }

    /**
     * A word, and what is to be said of it.
     *
     * @param open whether more may follow at once, as after a directory
     * @param about may be empty
     * @param size bytes, if they mean something here
     * @param when the last change of a file; the date of a commit
     */
    public record Word(String text, boolean open, String about, OptionalLong size, Optional<Instant> when) {

        static Word of(String text, String about) {
            return new Word(text, false, about, OptionalLong.empty(), Optional.empty());
        }
    }

    /** Returns what lies in the directory that {@code prefix} names the beginning of: files by size, directories. */
    public List<Word> files(String prefix, boolean directoriesOnly) throws IOException {
        return new SuggestFiles(call).in(prefix, directoriesOnly);
    }

    /** Returns what can be added: changed outputs, untracked files by size, directories, and then what is saved. */
    public List<Word> data(String prefix) throws IOException {
        var files = new SuggestFiles(call).in(prefix, false);
        if (Repo.findRoot(call.env(), call.disk()).isEmpty()) return files;
        try (var repo = Repo.open(call)) {
            return new SuggestTracked(repo, seen, listing).first(files, prefix);
        }
    }

    /** Returns tracked paths, changed ones first; inside a tracked directory once the prefix reaches into it. */
    public List<Word> tracked(String prefix) throws IOException, InterruptedException {
        try (var repo = Repo.open(call)) {
            return new SuggestTracked(repo, seen, listing).all(prefix);
        }
    }

    /** Returns revisions: branches, tags, and the last commits. */
    public List<Word> revisions() throws IOException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            var opened = repo.git().history();
            if (opened.isEmpty()) return words;
            try (var history = opened.get()) {
                words.add(Word.of("HEAD", "the commit that is checked out"));
                for (var each : history.branches()) words.add(Word.of(each.name(), "branch"));
                for (var each : history.tags()) words.add(Word.of(each.name(), "tag"));
                for (var each : history.recent(MAX_REVISIONS)) {
                    var when = Optional.of(each.date().toInstant());
                    words.add(new Word(each.id().substring(0, 8), false, each.subject(), OptionalLong.empty(), when));
                }
            }
        }
        return words;
    }

    /** Returns the revisions that changed a path, newest first, as {@code PATH@REV}. */
    public List<Word> versions(String path) throws IOException, InterruptedException {
        try (var repo = Repo.open(call)) {
            return new SuggestVersions(repo).of(path);
        }
    }

    /** Returns the remotes with their URLs. */
    public List<Word> remotes() throws IOException {
        var words = new ArrayList<Word>();
        try (var repo = Repo.open(call)) {
            for (var name : repo.config().remotes()) {
                words.add(Word.of(
                        name, repo.config().value("remote." + name + ".url").orElse("")));
            }
        }
        return words;
    }

    /** Returns the settings that there are, with what they take. */
    public List<Word> keys() {
        return SuggestSettings.names(Config.keys());
    }

    /** Returns the options of a remote, with what they take. */
    public List<Word> remoteKeys(String remote) throws IOException {
        try (var repo = Repo.open(call)) {
            return SuggestSettings.names(repo.config().remoteKeys(remote));
        }
    }

    /** Returns the values that a setting may have, if they can be listed. */
    public List<Word> values(String key, String prefix) throws IOException {
        if (key.equals("core.remote")) return remotes();
        return SuggestSettings.values(Config.keys(), key, prefix);
    }

    /** Returns the values that an option of a remote may have, if they can be listed. */
    public List<Word> remoteValues(String remote, String option, String prefix) throws IOException {
        try (var repo = Repo.open(call)) {
            return SuggestSettings.values(repo.config().remoteKeys(remote), option, prefix);
        }
    }
}
