package jdvc.track;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.track.Node.Alias;
import jdvc.track.Node.Entry;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Node.Style;
import jdvc.track.Yaml.Limits;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The door to snakeyaml: its events become nodes. Scalars stay text, so that nothing depends on its YAML 1.1 types, and no
 * object is ever constructed (safety 9.3).
 */
final class YamlReader {

    private static final int MAX_ALIASES = 50;
    /** The library copies what it looked ahead over, again and again: the square of a line's length. */
    private static final int MAX_LINE = 128 << 10;

    private static final String CORE_TAG = "tag:yaml.org,2002:";
    private static final Set<String> CORE_TAGS = Set.of("str", "int", "float", "bool", "null", "map", "seq");

    /** Stands for a question mark inside a word: snakeyaml refuses those in flow collections, YAML 1.2 does not. */
    private static final char HIDDEN = '\ue03f';

    private final Metafile file;
    private final boolean hidden;
    private final Limits limits;
    private final ParserImpl parser;
    private final Comments comments;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int nodes;
    private int aliases;

    private YamlReader(Metafile file, Limits limits) {
        this.file = file;
        this.limits = limits;
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the file's size was checked
        hidden = file.text().indexOf(HIDDEN) < 0;
        parser = new ParserImpl(new StreamReader(hidden ? hideMarks(file.text()) : file.text()), options);
        comments = new Comments(file.text());
    }

    private static String hideMarks(String text) {
        if (text.indexOf('?') < 0) return text;
        var hidden = new StringBuilder(text);
        for (int i = text.indexOf('?'); i >= 0; i = text.indexOf('?', i + 1)) {
            boolean inside = i + 1 < text.length() && " \n\t,]}".indexOf(text.charAt(i + 1)) < 0;
            if (inside) hidden.setCharAt(i, HIDDEN);
        }
        return hidden.toString();
    }

    static Mapping read(Metafile file, Limits limits) {
        checkLines(file);
        try {
            return new YamlReader(file, limits).document();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            var problem = e.getProblem() == null ? "not YAML" : e.getProblem();
            if (mark == null) throw file.bad(problem, 0, 0).cause(e);
            throw file.bad(problem, mark.getLine() + 1, mark.getColumn() + 1).cause(e);
        } catch (YAMLException e) {
            throw file.bad(firstLine(String.valueOf(e.getMessage())), 0, 0).cause(e);
        }
    }

    private static void checkLines(Metafile file) {
        var text = file.text();
        int line = 1;
        for (int at = 0; at < text.length(); line++) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            if (end - at > MAX_LINE) {
                throw JdvcException.of(
                        Kind.LIMIT, "'%s' is not read: line %d has %d characters", file.location(), line, end - at);
            }
            at = end + 1;
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private Mapping document() {
        parser.getEvent(); // stream start
        if (parser.checkEvent(Event.ID.StreamEnd)) return noContent();
        var start = (DocumentStartEvent) parser.getEvent();
        if (start.getVersion() != null
                || start.getTags() != null && !start.getTags().isEmpty()) {
            throw bad("directives are not supported", start);
        }
        var root = node(0);
        var end = parser.getEvent(); // document end
        comments.finish();
        if (root instanceof Mapping mapping) mapping.before = comments.head();
        if (!parser.checkEvent(Event.ID.StreamEnd)) throw bad("expected a single document", end);
        if (root instanceof Mapping mapping) return mapping;
        if (root instanceof Scalar scalar && scalar.isNull()) return noContent();
        throw file.bad("expected a dictionary", "", root);
    }

    private Mapping noContent() {
        return new Mapping(false, 0, 0);
    }

    private Node node(int depth) {
        var event = parser.getEvent();
        if (depth > limits.depth()) throw tooMuch("nested deeper than " + limits.depth() + " levels", event);
        if (++nodes > limits.nodes()) throw tooMuch("it has more than " + limits.nodes() + " values", event);
        if (event instanceof AliasEvent alias) return alias(alias);
        return content((NodeEvent) event, depth);
    }

    private Node content(NodeEvent event, int depth) {
        var anchor = event.getAnchor();
        if (anchor != null) open.add(anchor);
        Node node;
        if (event instanceof ScalarEvent scalar) node = scalar(scalar);
        else if (event instanceof SequenceStartEvent sequence) node = sequence(sequence, depth);
        else node = mapping((MappingStartEvent) event, depth);
        if (anchor != null) {
            node.anchor = anchor;
            open.remove(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }

    private Alias alias(AliasEvent event) {
        var target = anchors.get(event.getAnchor());
        if (open.contains(event.getAnchor())) throw bad("alias '" + event.getAnchor() + "' contains itself", event);
        if (target == null) throw bad("found undefined alias '" + event.getAnchor() + "'", event);
        if (!(target instanceof Scalar) && ++aliases > MAX_ALIASES) {
            throw tooMuch("more than " + MAX_ALIASES + " aliases", event);
        }
        var node = new Alias(event.getAnchor(), target, line(event), column(event));
        comments.leaf(node, event.getStartMark().getIndex(), event.getEndMark().getIndex());
        return node;
    }

    private Scalar scalar(ScalarEvent event) {
        var tag = checkTag(event.getTag(), event);
        var style = switch (event.getScalarStyle()) {
            case PLAIN -> tag.equals("str") ? Style.TEXT : Style.PLAIN;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
            case SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.TEXT;
        };
        // Where a text was folded is known from the source alone.
        int start = event.getStartMark().getIndex();
        int end = event.getEndMark().getIndex();
        var value = hidden ? event.getValue().replace(HIDDEN, '?') : event.getValue();
        var scalar = new Scalar(value, style, line(event), column(event));
        if (style == Style.FOLDED) scalar.source = comments.source(start, end);
        comments.leaf(scalar, start, end);
        return scalar;
    }

    private Sequence sequence(SequenceStartEvent event, int depth) {
        checkTag(event.getTag(), event);
        var sequence = new Sequence(event.isFlow(), line(event), column(event));
        enter(event);
        while (!parser.checkEvent(Event.ID.SequenceEnd)) sequence.items.add(node(depth + 1));
        leave(sequence, parser.getEvent(), event.isFlow());
        return sequence;
    }

    private Mapping mapping(MappingStartEvent event, int depth) {
        checkTag(event.getTag(), event);
        var mapping = new Mapping(event.isFlow(), line(event), column(event));
        enter(event);
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            if (!(node(depth + 1) instanceof Scalar key)) throw bad("a key that is not text is not supported", event);
            var entry = new Entry(key, node(depth + 1));
            if (mapping.entries.put(key.value, entry) != null) {
                throw file.bad("found duplicate key \"" + key.value + "\"", key.line, key.column);
            }
        }
        leave(mapping, parser.getEvent(), event.isFlow());
        return mapping;
    }

    private void enter(CollectionStartEvent event) {
        int start = event.getStartMark().getIndex();
        comments.enter(
                event.isFlow(), start, event.isFlow() ? event.getEndMark().getIndex() : start);
    }

    private void leave(Node collection, Event end, boolean flow) {
        if (flow)
            comments.leave(
                    collection, end.getStartMark().getIndex(), end.getEndMark().getIndex());
    }

    /** Returns a tag's short name, empty if there is none. */
    private String checkTag(@Nullable String tag, Event event) {
        if (tag == null || tag.equals("!")) return tag == null ? "" : "str";
        var name = tag.startsWith(CORE_TAG) ? tag.substring(CORE_TAG.length()) : tag;
        if (!CORE_TAGS.contains(name)) throw bad("tag '" + tag + "' is not supported", event);
        return name;
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().getColumn() + 1;
    }

    private JdvcException bad(String reason, Event event) {
        return file.bad(reason, line(event), column(event));
    }

    private JdvcException tooMuch(String reason, Event event) {
        return JdvcException.of(Kind.LIMIT, "'%s' is not read: %s, line %d", file.location(), reason, line(event));
    }
}
