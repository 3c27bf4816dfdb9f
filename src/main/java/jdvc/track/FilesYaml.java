package jdvc.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.object.UnsafePathException;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import org.jspecify.annotations.Nullable;

/** The {@code files:} of an out that lists its directory itself: {@code relpath, md5, size, …} of each file. */
final class FilesYaml {

    private FilesYaml() {}

    /**
     * Returns the listing as a tree.
     *
     * @throws BadTreeException with the reason, if an entry must not be acted on
     */
    static Tree read(Sequence files, Layout layout) throws BadTreeException {
        var entries = new ArrayList<TreeEntry>();
        for (var file : files.items) {
            if (Node.resolve(file) instanceof Mapping mapping) entries.add(entry(mapping, layout));
        }
        return Tree.of(entries, layout);
    }

    private static TreeEntry entry(Mapping file, Layout layout) throws BadTreeException {
        var path = OutYaml.text(file, "relpath");
        var id = ObjectId.parse(OutYaml.text(file, "md5"), layout).filter(some -> !some.isTree());
        if (id.isEmpty()) throw new BadTreeException("file '" + path + "' has no MD5");
        try {
            return new TreeEntry(RelPath.parse(path), id.get());
        } catch (UnsafePathException e) {
            throw new BadTreeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the listing's node; a file whose content is the same keeps what {@code old} says of it. */
    static Sequence write(Tree tree, @Nullable Node old) {
        var known = byPath(old);
        var files = new Sequence(false, 0, 0);
        for (var entry : tree.entries()) {
            var path = entry.path().toString();
            var before = known.get(path);
            if (before == null || !OutYaml.text(before, "md5").equals(entry.id().toString())) {
                files.items.add(file(path, entry.id()));
            } else {
                // A copy: the old list is edited in place, and must not be read from meanwhile.
                files.items.add(Values.node(Values.ofMapping(before)));
            }
        }
        return files;
    }

    private static Mapping file(String path, ObjectId id) {
        var file = new Mapping(false, 0, 0);
        file.put("relpath", Scalar.text(path));
        file.put("md5", Scalar.text(id.toString()));
        return file;
    }

    private static Map<String, Mapping> byPath(@Nullable Node old) {
        var known = new HashMap<String, Mapping>();
        if (!(old instanceof Sequence files)) return known;
        for (var file : files.items) {
            if (Node.resolve(file) instanceof Mapping mapping) known.put(OutYaml.text(mapping, "relpath"), mapping);
        }
        return known;
    }
}
