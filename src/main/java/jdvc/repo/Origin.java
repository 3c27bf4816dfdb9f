package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.config.Trust;
import jdvc.git.Mirror;
import jdvc.track.Dep;
import org.jspecify.annotations.Nullable;

/**
 * Where an import came from, as its .dvc file says: the word of whoever can commit.
 *
 * @param path in the other repository
 * @param repo url, rev, rev_lock, config and remote, as the file has them
 */
record Origin(String path, Map<String, @Nullable Object> repo) {

    /** @throws JdvcException of kind BADMETA if the dependency names no repository */
    static Origin of(Dep dep) {
        var repo = new LinkedHashMap<String, @Nullable Object>();
        if (dep.fields().get("repo") instanceof Map<?, ?> fields) {
            fields.forEach((key, value) -> repo.put(String.valueOf(key), value));
        }
        if (!(repo.get("url") instanceof String)) {
            throw JdvcException.of(Kind.BADMETA, "the import of '%s' does not say from where", dep.text());
        }
        return new Origin(dep.text(), repo);
    }

    String url() {
        return String.valueOf(repo.get("url"));
    }

    /** Returns the branch, tag or commit that is followed; absent for what HEAD names. */
    Optional<String> rev() {
        return text("rev");
    }

    /** Returns the commit that was taken; absent if nothing was. */
    Optional<String> lock() {
        return text("rev_lock");
    }

    private Optional<String> text(String key) {
        return repo.get(key) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** Returns {@code data (../models)}, as DVC names an import. */
    String shown() {
        return path + " (" + Mirror.shown(url()) + ")";
    }

    /** Returns the dependency that follows {@code rev} and has taken {@code commit}. */
    Dep at(Optional<String> rev, Optional<String> commit) {
        var now = new LinkedHashMap<String, @Nullable Object>();
        now.put("url", url());
        rev.ifPresent(text -> now.put("rev", text));
        commit.ifPresent(text -> now.put("rev_lock", text));
        for (var key : new String[] {"config", "remote"}) if (repo.get(key) != null) now.put(key, repo.get(key));
        return Dep.ofRepo(path, now);
    }

    /** Opens the other repository at a revision; absent for its workspace or what its HEAD names. */
    Upstream open(Repo here, Optional<String> rev, Progress progress) throws IOException {
        return Upstream.open(here.call(), Elsewhere.of(place(here), rev), overlay(here), path, progress);
    }

    /** Returns the commit that is current in the other repository. */
    Optional<String> latest(Repo here) throws IOException {
        return Upstream.latest(here.call(), place(here), rev());
    }

    /** A relative directory was typed in some directory of the project, mostly its root. */
    private String place(Repo here) throws IOException {
        if (Upstream.directory(here.call(), url()).isPresent()) return url();
        var fromRoot = here.root().resolve(url()).normalize().toString();
        return Upstream.directory(here.call(), fromRoot).isPresent() ? fromRoot : url();
    }

    private Overlay overlay(Repo here) {
        var options = new LinkedHashMap<String, String>();
        if (repo.get("remote") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (repo.get("config") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> values.put(String.valueOf(key), value));
        }
        if (options.isEmpty()
                && values.isEmpty()
                && text("config").isEmpty()
                && text("remote").isEmpty()) {
            return Overlay.NONE;
        }
        return new Overlay(text("config").map(file -> inside(here, file)), values, text("remote"), options, Trust.REPO);
    }

    /** A .dvc file may not choose among the files of the user's machine (safety 10.3). */
    private static Path inside(Repo here, String file) {
        var path = here.env().cwd().resolve(file).normalize();
        if (path.startsWith(here.root())) return path;
        throw JdvcException.of(
                        Kind.UNTRUSTED, "the config file '%s' that the import names lies outside the project", file)
                .hint("copy it into the project, and import with `--config` and its path there");
    }
}
