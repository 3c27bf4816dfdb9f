package jdvc.track;

import java.util.LinkedHashMap;
import java.util.Optional;
import jdvc.object.BadTreeException;
import jdvc.track.Node.Mapping;
import org.jspecify.annotations.Nullable;

/** A dependency's entry in a metafile. */
final class DepYaml {

    private DepYaml() {}

    static Dep read(Mapping entry, Place place) {
        var path = OutYaml.text(entry, "path");
        boolean repo = entry.get("repo") != null;
        var kind = repo ? Dep.Kind.REPO : Place.isUrl(path) || entry.get("db") != null ? Dep.Kind.URL : Dep.Kind.FILE;
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var each : entry.entries.entrySet()) {
            if (!each.getKey().equals("path")) fields.put(each.getKey(), Values.of(each.getValue().value));
        }
        var inside = kind == Dep.Kind.FILE ? place.resolve(path) : Optional.<jdvc.object.RelPath>empty();
        return new Dep(path, kind, inside, hash(entry), fields);
    }

    private static Out.Hash hash(Mapping entry) {
        try {
            return OutYaml.hash(entry);
        } catch (BadTreeException e) {
            // A dependency is compared, never written: one that cannot be read counts as changed.
            return Out.Hash.NONE;
        }
    }
}
