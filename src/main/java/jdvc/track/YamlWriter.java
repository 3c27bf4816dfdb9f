package jdvc.track;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import jdvc.track.Node.Alias;
import jdvc.track.Node.Comment;
import jdvc.track.Node.Entry;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;

/**
 * Writes a document as DVC's YAML library does (docs/format.md#yaml): a list under a key starts at the key's column, lines
 * fold at column 80, quotes only where they must be.
 */
final class YamlWriter {

    private final Lines out = new Lines();
    /** The anchored nodes that an alias may call by now. */
    private final Set<Node> written = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlWriter() {}

    static byte[] write(Mapping root) {
        var writer = new YamlWriter();
        boolean started = false;
        for (var line : root.before.lines()) {
            started |= !line.isEmpty();
            if (started) writer.out.raw(line);
        }
        if (root.entries.isEmpty()) writer.out.put("{}");
        else if (root.flow) writer.flow(root, 0, false);
        else writer.mapping(root, 0, false);
        if (root.flow) writer.comment(root.after);
        writer.out.endLine();
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the entries of a mapping; the first stays on the present line if {@code inline}. */
    private void mapping(Mapping mapping, int indent, boolean inline) {
        boolean started = inline;
        for (var entry : mapping.entries.values()) {
            if (!started) out.line(indent);
            started = false;
            key(entry.key);
            value(entry, indent);
        }
    }

    private void key(Scalar key) {
        anchor(key);
        Text.key(key, false, out);
        out.put(":");
    }

    private void value(Entry entry, int indent) {
        var value = present(entry.value);
        if (!isBlock(value)) {
            leaf(value, indent + 2);
            comment(entry.key.after.and(value.after));
            return;
        }
        anchor(value);
        comment(entry.key.after);
        if (value instanceof Mapping mapping) mapping(mapping, indent + 2, false);
        else sequence((Sequence) value, indent, false);
    }

    private void sequence(Sequence sequence, int indent, boolean inline) {
        boolean started = inline;
        for (var item : sequence.items) {
            if (!started) out.line(indent);
            started = false;
            out.word("-");
            item(item, indent + 2);
        }
    }

    private void item(Node any, int indent) {
        var item = present(any);
        if (!isBlock(item)) {
            out.space(); // behind the dash even if nothing follows
            leaf(item, indent);
            comment(item.after);
            return;
        }
        boolean inline = item.anchor == null;
        anchor(item);
        if (item instanceof Mapping mapping) mapping(mapping, indent, inline);
        else sequence((Sequence) item, indent, inline);
    }

    private static boolean isBlock(Node node) {
        if (node instanceof Mapping mapping) return !mapping.flow && !mapping.entries.isEmpty();
        return node instanceof Sequence sequence && !sequence.flow && !sequence.items.isEmpty();
    }

    /** Writes what starts on the present line and goes on at {@code indent}. */
    private void leaf(Node node, int indent) {
        anchor(node);
        if (node instanceof Alias alias) out.word("*" + alias.name);
        else if (node instanceof Scalar scalar) scalar(scalar, indent);
        else flow(node, indent, false);
    }

    /** Returns what to write for a node: for an alias whose anchor an edit removed, what it stands for. */
    private Node present(Node node) {
        return node instanceof Alias alias && !written.contains(alias.target) ? alias.target : node;
    }

    private void anchor(Node node) {
        if (node.anchor == null) return;
        out.word("&" + node.anchor);
        written.add(node);
    }

    private void scalar(Scalar scalar, int indent) {
        switch (scalar.style) {
            case LITERAL -> Text.literal(scalar.value, indent, out);
            case FOLDED -> Text.folded(scalar, indent, out);
            case PLAIN, TEXT -> Text.fold(scalar, indent, false, out);
        }
    }

    /** Writes {@code [a, b]} or <code>{a: b}</code>; {@code indent} is where it goes on when it grows too long. */
    private void flow(Node node, int indent, boolean inSequence) {
        boolean sequence = node instanceof Sequence;
        // A pair alone in a list goes without braces: [a: b].
        boolean bare = inSequence && node instanceof Mapping mapping && mapping.entries.size() == 1;
        if (!bare) out.bracket(sequence ? "[" : "{");
        boolean first = true;
        if (node instanceof Sequence items) {
            for (var item : items.items) {
                separate(first, indent);
                first = false;
                inFlow(item, indent + 2, true);
            }
        } else if (node instanceof Mapping mapping) {
            for (var entry : mapping.entries.values()) {
                separate(first, indent);
                first = false;
                anchor(entry.key);
                Text.flowKey(entry.key, indent + 2, out);
                out.put(":");
                inFlow(entry.value, indent + 2, false);
            }
        }
        if (!bare) out.put(sequence ? "]" : "}");
    }

    private void separate(boolean first, int indent) {
        if (!first) out.put(",");
        if (out.column() > Lines.WIDTH) out.line(indent);
    }

    private void inFlow(Node any, int indent, boolean inSequence) {
        var node = present(any);
        anchor(node);
        if (node instanceof Alias alias) out.word("*" + alias.name);
        else if (!(node instanceof Scalar scalar)) flow(node, indent, inSequence);
        else if (scalar.isNull()) Text.nothing(indent, out);
        else Text.fold(scalar, indent, true, out);
    }

    private void comment(Comment comment) {
        if (comment.isNone()) return;
        if (!comment.inline().isEmpty()) {
            int gap = comment.column() - out.column();
            out.put(" ".repeat(gap < 1 && out.column() > 0 ? 1 : Math.max(gap, 0)));
            out.put(comment.inline());
        }
        own(comment);
    }

    private void own(Comment comment) {
        out.endLine();
        for (var line : comment.lines()) out.raw(line);
    }
}
