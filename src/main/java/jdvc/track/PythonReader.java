package jdvc.track;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import jdvc.object.RelPath;
import jdvc.track.PythonLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * What a Python file assigns, as far as it is written down: {@code LR = 0.1} of the module and of classes (a mapping by
 * the class's name), and {@code self.LR = 0.1} in {@code __init__}. Nothing is run; what is computed is left out.
 */
final class PythonReader {

    private PythonReader() {}

    /** An open block: its lines' indentation, and where its assignments go; null where they do not count. */
    private record Block(int indent, @Nullable Map<String, @Nullable Object> into, boolean onlySelf) {}

    static Map<String, @Nullable Object> read(RelPath file, String text) throws UnresolvedException {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var blocks = new ArrayDeque<Block>();
        blocks.push(new Block(0, values, false));
        Block opened = null;
        for (var line : PythonLines.of(file, text)) {
            if (opened != null && line.indent() > blocks.element().indent()) {
                blocks.push(new Block(line.indent(), opened.into, opened.onlySelf));
            }
            while (blocks.size() > 1 && line.indent() < blocks.element().indent()) blocks.pop();
            opened = line(line, blocks);
        }
        return values;
    }

    /** Takes a line, and returns the block that more indented lines behind it are in. */
    private static Block line(Line line, Deque<Block> blocks) {
        var block = blocks.element();
        var text = line.text();
        if (block.into == null) return block;
        boolean header = text.startsWith("class ") || text.startsWith("def ");
        if (!header) {
            PythonAssignment.of(text, block.onlySelf).ifPresent(found -> block.into.put(found.name(), found.value()));
            return new Block(0, null, false);
        }
        var name = name(text);
        if (text.startsWith("def ")) {
            return new Block(0, name.equals("__init__") ? block.into : null, true);
        }
        var inner = new LinkedHashMap<String, @Nullable Object>();
        block.into.put(name, inner);
        return new Block(0, inner, false);
    }

    private static String name(String header) {
        int from = header.indexOf(' ') + 1;
        while (from < header.length() && header.charAt(from) == ' ') from++;
        int to = from;
        while (to < header.length() && Character.isUnicodeIdentifierPart(header.charAt(to))) to++;
        return header.substring(from, to);
    }
}
