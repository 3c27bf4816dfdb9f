package jdvc.repo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.repo.DataIndex.Entry;

/** How two indexes differ, path by path, with renames found by their content. */
final class DataDiff {

    private DataDiff() {}

    /** The ways to differ. */
    enum Kind {
        ADDED,
        DELETED,
        MODIFIED,
        RENAMED,
        UNCHANGED,
        /** In a directory whose listing is nowhere on one side. */
        UNKNOWN
    }

    /** What makes two entries of a path different. */
    enum Rule {
        /** The content alone, as {@code data status} has it. */
        CONTENT,
        /** Also whether it is a directory, as {@code diff} has it. */
        FORM_TOO
    }

    /** One path, or two of a rename. */
    record Change(Kind kind, Optional<Entry> old, Optional<Entry> now) {

        Entry any() {
            return now.or(() -> old).orElseThrow();
        }
    }

    /** Returns how every path of the two stands, in the order of the paths, renames last. */
    static List<Change> compare(DataIndex old, DataIndex now, Rule rule) {
        var paths = new TreeSet<String>(RelPath::compareComponents); // as DVC sorts before it pairs
        paths.addAll(old.entries().keySet());
        paths.addAll(now.entries().keySet());
        var changes = new ArrayList<Change>(paths.size());
        for (var path : paths) {
            var before = Optional.ofNullable(old.entries().get(path));
            var after = Optional.ofNullable(now.entries().get(path));
            boolean unknown = old.isUnknown(path) || now.isUnknown(path);
            changes.add(new Change(unknown ? Kind.UNKNOWN : kind(before, after, rule), before, after));
        }
        return withRenames(changes);
    }

    private static Kind kind(Optional<Entry> old, Optional<Entry> now, Rule rule) {
        if (rule == Rule.FORM_TOO) {
            if (old.isEmpty()) return Kind.ADDED;
            if (now.isEmpty()) return Kind.DELETED;
            boolean same = old.get().directory() == now.get().directory() && id(old).equals(id(now));
            return same ? Kind.UNCHANGED : Kind.MODIFIED;
        }
        if (id(old).equals(id(now))) return Kind.UNCHANGED;
        if (id(old).isEmpty()) return Kind.ADDED;
        return id(now).isEmpty() ? Kind.DELETED : Kind.MODIFIED;
    }

    private static Optional<ObjectId> id(Optional<Entry> entry) {
        return entry.flatMap(Entry::id);
    }

    /** A file that is gone and one that is new are one that moved, if they have the same content. */
    private static List<Change> withRenames(List<Change> changes) {
        Map<ObjectId, Deque<Change>> gone = new HashMap<>();
        for (var each : changes) {
            if (each.kind() != Kind.DELETED || id(each.old()).isEmpty()) continue;
            gone.computeIfAbsent(id(each.old()).get(), any -> new ArrayDeque<>())
                    .add(each);
        }
        var renames = new ArrayList<Change>();
        var paired = new ArrayList<Change>();
        for (var each : changes) {
            if (each.kind() != Kind.ADDED || id(each.now()).isEmpty()) continue;
            var same = gone.get(id(each.now()).get());
            if (same == null || same.isEmpty()) continue;
            var from = same.remove();
            renames.add(new Change(Kind.RENAMED, from.old(), each.now()));
            paired.add(from);
            paired.add(each);
        }
        if (renames.isEmpty()) return changes;
        var left = new ArrayList<Change>();
        var taken = new HashSet<>(paired);
        for (var each : changes) if (!taken.contains(each)) left.add(each);
        left.addAll(renames);
        return left;
    }
}
