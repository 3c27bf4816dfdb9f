package jdvc.track;

import java.util.ArrayList;
import jdvc.track.Node.Comment;
import jdvc.track.Node.Entry;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new state into a document as DVC does: keys keep their places, new ones go to the end, those without a value now go;
 * lists of the same length are merged item by item, others replaced. Comments stay, also those of what goes.
 */
final class Merge {

    private Merge() {}

    static void into(Mapping old, Mapping state) {
        for (var entry : state.entries.entrySet()) {
            var place = old.entries.get(entry.getKey());
            if (place == null) old.entries.put(entry.getKey(), entry.getValue());
            else place.value = merged(place.value, entry.getValue().value);
        }
        removeOthers(old, state);
    }

    private static void removeOthers(Mapping old, Mapping state) {
        @Nullable Entry before = null;
        var orphans = Comment.NONE;
        for (var each = old.entries.entrySet().iterator(); each.hasNext(); ) {
            var next = each.next();
            if (!state.entries.containsKey(next.getKey())) {
                orphans = orphans.and(ownLines(next.getValue()));
                each.remove();
            } else {
                before = next.getValue();
                hang(orphans, before.value);
                orphans = Comment.NONE;
            }
        }
        if (before != null) hang(orphans, before.value);
        else old.before = old.before.and(orphans);
    }

    private static void hang(Comment comment, Node node) {
        if (comment.isNone()) return;
        var last = last(node);
        last.after = last.after.and(comment);
    }

    private static Node merged(Node old, Node state) {
        if (old == state) return old;
        if (old instanceof Mapping place && state instanceof Mapping mapping) {
            into(place, mapping);
            return old;
        }
        if (old instanceof Sequence place && state instanceof Sequence sequence && sameLength(place, sequence)) {
            for (int i = 0; i < sequence.items.size(); i++) {
                place.items.set(i, merged(place.items.get(i), sequence.items.get(i)));
            }
            return old;
        }
        if (Values.equal(old, state)) return old;
        state.after = commentsOf(old);
        return state;
    }

    /** Gives an entry another value; the comments of the old one go behind it, blank lines alone do not. */
    static void replace(Entry entry, Node value) {
        var comments = commentsOf(entry.value);
        entry.value = value;
        var own = new ArrayList<String>();
        if (!comments.inline().isEmpty()) own.add(" ".repeat(entry.key.column + 1) + comments.inline());
        own.addAll(comments.lines());
        own.removeIf(String::isEmpty);
        hang(own.isEmpty() ? Comment.NONE : new Comment(0, "", own), value);
    }

    private static boolean sameLength(Sequence a, Sequence b) {
        return a.items.size() == b.items.size();
    }

    /** Returns the comments of an entry that goes, each on a line of its own; blank lines alone go with it. */
    private static Comment ownLines(Entry gone) {
        var comments = gone.key.after.and(commentsOf(gone.value));
        var own = new ArrayList<String>();
        if (!comments.inline().isEmpty()) own.add(" ".repeat(gone.key.column - 1) + comments.inline());
        own.addAll(comments.lines());
        return own.stream().allMatch(String::isEmpty) ? Comment.NONE : new Comment(0, "", own);
    }

    /** Returns the node that is written last of {@code node}. */
    private static Node last(Node node) {
        if (node instanceof Mapping mapping && !mapping.flow && !mapping.entries.isEmpty()) {
            @Nullable Entry last = null;
            for (var entry : mapping.entries.values()) last = entry;
            return last == null ? node : last(last.value);
        }
        if (node instanceof Sequence sequence && !sequence.flow && !sequence.items.isEmpty()) {
            return last(sequence.items.get(sequence.items.size() - 1));
        }
        return node;
    }

    private static Comment commentsOf(Node node) {
        var all = node.after;
        if (node instanceof Mapping mapping) {
            for (var entry : mapping.entries.values())
                all = all.and(entry.key.after).and(commentsOf(entry.value));
        } else if (node instanceof Sequence sequence) {
            for (var item : sequence.items) all = all.and(commentsOf(item));
        }
        return all;
    }
}
