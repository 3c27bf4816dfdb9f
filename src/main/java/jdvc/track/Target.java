package jdvc.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.object.RelPath;

/**
 * What a user typed, taken apart: {@code FILE}, {@code FILE:NAME}, {@code :NAME}, or a word that is a stage or a path.
 *
 * @param text as typed
 * @param file before the colon; empty if there is none
 * @param name of a stage; empty if none is named
 */
record Target(String text, String file, String name, Scope scope) {

    static Target parse(String text, Scope scope) {
        // What follows "@" belongs to a stage's name, whatever it is: build@a:b.
        int at = text.indexOf('@');
        var group = at < 0 ? text : text.substring(0, at);
        var key = at < 0 ? "" : text.substring(at);
        int colon = group.lastIndexOf(':');
        boolean split = colon >= 0 && group.indexOf('/', colon) < 0 && group.indexOf('\\', colon) < 0;
        var file = split ? group.substring(0, colon) : group;
        var name = split ? group.substring(colon + 1) : "";
        var base = file.substring(file.lastIndexOf('/') + 1);
        if (base.equals("dvc.lock") && key.isEmpty()) {
            throw JdvcException.user("'%s' is not a target", text)
                    .hint("did you mean `%s`?", text.replace(".lock", ".yaml"));
        }
        if (!name.isEmpty()) return new Target(text, file.isEmpty() ? "dvc.yaml" : file, name + key, scope);
        return Place.isMetafile(text) ? new Target(text, text, "", scope) : new Target(text, "", text, scope);
    }

    /** Tells whether a metafile was named outright. */
    boolean isMetafile() {
        return Place.isMetafile(file);
    }

    /** Returns the metafile that was named, or the dvc.yaml that may have the stage; absent if that is no safe path. */
    Optional<RelPath> metafile() {
        if (!file.isEmpty() && !isMetafile()) return Optional.empty();
        return relPath(file.isEmpty() ? "dvc.yaml" : file);
    }

    /** Returns the path that the text means; absent if it leaves the repository, is its root, or is no safe path. */
    Optional<RelPath> path() {
        return relPath(text);
    }

    /** Tells whether the text means the root. */
    boolean isRoot() {
        return scope.fromRoot(text).map(String::isEmpty).orElse(false);
    }

    private Optional<RelPath> relPath(String path) {
        return scope.fromRoot(path).flatMap(RelPath::ifSafe);
    }

    /** Returns the stages of a metafile that a name means: one, or all that {@code foreach} made of it. */
    static List<Stage> named(List<Stage> stages, RelPath metafile, String name) {
        var found = new ArrayList<Stage>();
        for (var stage : stages) {
            if (!stage.metafile().equals(metafile) || stage.name().isEmpty()) continue;
            var own = stage.name().get();
            if (own.equals(name) || own.startsWith(name + "@")) found.add(stage);
        }
        return found;
    }
}
