package jdvc.object;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What two sides made of one tree, name by name: where only one side changed a name, or both did the same to it, that is
 * how it will be.
 *
 * @param tree the files on which both sides agree
 * @param conflicts the names that both sides changed, each in its own way
 */
public record TreeMerge(Tree tree, List<RelPath> conflicts) {

    /** @throws BadTreeException if a name that one side gave to a file is a directory of the other side */
    public static TreeMerge of(Tree ancestor, Tree ours, Tree theirs) throws BadTreeException {
        var before = files(ancestor);
        var here = files(ours);
        var there = files(theirs);
        var paths = new TreeSet<>(here.keySet());
        paths.addAll(there.keySet());
        var merged = new ArrayList<TreeEntry>();
        var conflicts = new ArrayList<RelPath>();
        // A name that neither side has any more is gone.
        for (var path : paths) {
            var old = Optional.ofNullable(before.get(path));
            var our = Optional.ofNullable(here.get(path));
            var their = Optional.ofNullable(there.get(path));
            if (!our.equals(their) && !our.equals(old) && !their.equals(old)) {
                conflicts.add(path);
                continue;
            }
            var kept = our.equals(old) ? their : our;
            kept.ifPresent(id -> merged.add(new TreeEntry(path, id)));
        }
        return new TreeMerge(Tree.of(merged, ours.layout()), conflicts);
    }

    private static Map<RelPath, ObjectId> files(Tree tree) {
        var files = new HashMap<RelPath, ObjectId>();
        for (var each : tree.entries()) files.put(each.path(), each.id());
        return files;
    }
}
