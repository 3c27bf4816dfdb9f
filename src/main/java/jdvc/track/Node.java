package jdvc.track;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML document, with all that a rewrite keeps: order, style, anchor, comments.
 *
 * <p>Mutable, and for one thread: a rewrite edits the document in place.
 */
abstract class Node {

    /** Line and column in the source, from 1; 0 if the node has none. */
    final int line;

    final int column;

    /** The name that aliases call this node by; null if it has none. */
    @Nullable
    String anchor;

    /** What stands between this node (of a key: its colon) and the next one. */
    Comment after = Comment.NONE;

    private Node(int line, int column) {
        this.line = line;
        this.column = column;
    }

    /**
     * Comments and blank lines behind a node.
     *
     * @param column of a comment on the node's own line, from 0
     * @param inline that comment, empty if there is none
     * @param lines the lines below, as they are; blank ones are empty
     */
    record Comment(int column, String inline, List<String> lines) {
        static final Comment NONE = new Comment(0, "", List.of());

        boolean isNone() {
            return inline.isEmpty() && lines.isEmpty();
        }

        /** Returns both; what cannot stay on a line of its own node gets a line of its own. */
        Comment and(Comment other) {
            if (isNone()) return other;
            if (other.isNone()) return this;
            var all = new ArrayList<>(lines);
            if (!other.inline.isEmpty()) all.add(" ".repeat(other.column) + other.inline);
            all.addAll(other.lines);
            return new Comment(column, inline, all);
        }
    }

    /** How a scalar was written. */
    enum Style {
        /** Without quotes: may be a number, a boolean or null. */
        PLAIN,
        /** A string, whatever it looks like; quotes are chosen anew when it is written. */
        TEXT,
        LITERAL,
        FOLDED
    }

    static final class Scalar extends Node {
        final String value;
        final Style style;

        /** A folded text as its source has it, from the {@code >} on; null for other styles. */
        @Nullable
        String source;

        Scalar(String value, Style style, int line, int column) {
            super(line, column);
            this.value = value;
            this.style = style;
        }

        static Scalar text(String value) {
            return new Scalar(value, Style.TEXT, 0, 0);
        }

        static Scalar plain(String value) {
            return new Scalar(value, Style.PLAIN, 0, 0);
        }

        boolean isText() {
            return style != Style.PLAIN || Scalars.typeOf(value) == Scalars.Type.TEXT;
        }

        boolean isNull() {
            return style == Style.PLAIN && Scalars.typeOf(value) == Scalars.Type.NULL;
        }
    }

    /** Another mention of an anchored node. */
    static final class Alias extends Node {
        final String name;
        final Node target;

        Alias(String name, Node target, int line, int column) {
            super(line, column);
            this.name = name;
            this.target = target;
        }
    }

    static final class Sequence extends Node {
        final List<Node> items = new ArrayList<>();
        final boolean flow;

        Sequence(boolean flow, int line, int column) {
            super(line, column);
            this.flow = flow;
        }
    }

    static final class Mapping extends Node {
        final Map<String, Entry> entries = new LinkedHashMap<>();
        final boolean flow;

        /** What stands before the document; of its root only. */
        Comment before = Comment.NONE;

        Mapping(boolean flow, int line, int column) {
            super(line, column);
            this.flow = flow;
        }

        /** Adds an entry, or gives the one of that key another value and keeps its place. */
        void put(String key, Node value) {
            var entry = entries.get(key);
            if (entry == null) entries.put(key, new Entry(Scalar.text(key), value));
            else entry.value = value;
        }

        /** Returns the value of a key, behind aliases and in merged mappings; null if there is none. */
        @Nullable
        Node get(String key) {
            var entry = entries.get(key);
            if (entry != null) return resolve(entry.value);
            return merged().isEmpty() ? null : inherited(key, new HashSet<>());
        }

        /** Returns the mappings that {@code <<: *a} or {@code <<: [*a, *b]} brings in. */
        List<Mapping> merged() {
            var entry = entries.get("<<");
            if (entry == null || entry.key.style != Style.PLAIN) return List.of();
            var value = resolve(entry.value);
            if (value instanceof Mapping mapping) return List.of(mapping);
            var all = new ArrayList<Mapping>();
            if (value instanceof Sequence list) {
                for (var item : list.items) if (resolve(item) instanceof Mapping mapping) all.add(mapping);
            }
            return all;
        }

        /** Looks in each merged mapping once, however often it is brought in. */
        private @Nullable Node inherited(String key, Set<Node> seen) {
            for (var mapping : merged()) {
                if (!seen.add(mapping)) continue;
                var entry = mapping.entries.get(key);
                var found = entry != null ? resolve(entry.value) : mapping.inherited(key, seen);
                if (found != null) return found;
            }
            return null;
        }
    }

    static final class Entry {
        final Scalar key;
        Node value;

        Entry(Scalar key, Node value) {
            this.key = key;
            this.value = value;
        }
    }

    /** Returns the node that an alias stands for, and any other node itself. */
    static Node resolve(Node node) {
        return node instanceof Alias alias ? alias.target : node;
    }
}
