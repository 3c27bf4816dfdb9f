package jdvc.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Help as plain text: for one verb, and the list of all. */
public final class Help {

    /** The widest name that a description still stands beside. */
    private static final int MAX_NAME = 26;

    private final String program;
    private final int width;

    /**
     * @param program the word that starts every line, such as {@code jdvc}; empty in a shell
     * @param width columns to fit
     */
    public Help(String program, int width) {
        this.program = program;
        this.width = Math.max(20, width);
    }

    /** Returns the help of the innermost verb of {@code path}, lines ended by a newline. */
    public <C> String verb(List<Verb<C>> path) {
        var verb = path.get(path.size() - 1);
        var out = new StringBuilder();
        fill(out, "Usage: " + usage(path), "       ");
        out.append('\n');
        fill(out, verb.summary() + ".", "");
        if (!verb.aliases().isEmpty()) fill(out, "Also: " + String.join(", ", verb.aliases()) + ".", "");
        section(out, "Arguments:", params(verb));
        section(out, "Commands:", verbsOf(verb.verbs()));
        var opts = new ArrayList<>(verb.options());
        opts.addAll(Common.ANYWHERE);
        section(out, "Options:", options(opts));
        if (!verb.details().isEmpty()) details(out, verb.details());
        return out.toString();
    }

    /** Returns the list of verbs under their headings, in the order in which the headings appear. */
    public <C> String verbs(List<Verb<C>> verbs) {
        var out = new StringBuilder();
        fill(out, ("Usage: " + program + " [OPTIONS] COMMAND ...").replace("  ", " "), "       ");
        var groups = new LinkedHashMap<String, List<Verb<C>>>();
        for (var verb : verbs) {
            if (!verb.hidden())
                groups.computeIfAbsent(verb.group(), group -> new ArrayList<>()).add(verb);
        }
        for (var group : groups.entrySet()) {
            String heading = group.getKey().isEmpty() ? "Commands" : group.getKey();
            section(out, heading + ":", verbsOf(group.getValue()));
        }
        section(out, "Options:", options(Common.BEFORE));
        return out.toString();
    }

    private <C> String usage(List<Verb<C>> path) {
        var usage = new StringBuilder(program);
        for (var verb : path) usage.append(' ').append(verb.name());
        var verb = path.get(path.size() - 1);
        usage.append(" [OPTIONS]");
        if (!verb.verbs().isEmpty()) usage.append(verb.action().isPresent() ? " [COMMAND ...]" : " COMMAND ...");
        for (var param : verb.params()) usage.append(' ').append(usage(param));
        return usage.toString().strip();
    }

    private static String usage(Param param) {
        return switch (param.arity()) {
            case ONE -> param.name();
            case OPTIONAL -> "[" + param.name() + "]";
            case MANY -> "[" + param.name() + "...]";
            case SOME -> param.name() + "...";
        };
    }

    private static Map<String, String> params(Verb<?> verb) {
        var rows = new LinkedHashMap<String, String>();
        for (var param : verb.params()) rows.put(param.name(), param.help());
        return rows;
    }

    private static <C> Map<String, String> verbsOf(List<Verb<C>> verbs) {
        var rows = new LinkedHashMap<String, String>();
        for (var verb : verbs) if (!verb.hidden()) rows.put(verb.name(), verb.summary());
        return rows;
    }

    private static Map<String, String> options(List<Opt> opts) {
        var rows = new LinkedHashMap<String, String>();
        for (var opt : opts) {
            String letter = opt.letter().isPresent() ? "-" + opt.letter().get() + ", " : "    ";
            String value = opt.value().isPresent() ? " " + opt.value().get() : "";
            // the first of two options with one name is the verb's own
            if (!opt.hidden()) rows.putIfAbsent(letter + "--" + opt.name() + value, opt.help());
        }
        return rows;
    }

    private void section(StringBuilder out, String heading, Map<String, String> rows) {
        if (rows.isEmpty()) return;
        out.append('\n').append(heading).append('\n');
        int limit = Math.min(MAX_NAME, width / 3);
        int column = 0;
        for (var name : rows.keySet()) if (name.length() <= limit) column = Math.max(column, name.length());
        String indent = " ".repeat(column + 4);
        for (var row : rows.entrySet()) {
            String name = "  " + row.getKey();
            if (name.length() <= column + 2) {
                fill(out, name + " ".repeat(column + 4 - name.length()) + row.getValue(), indent);
            } else {
                out.append(name).append('\n');
                fill(out, indent + row.getValue(), indent);
            }
        }
    }

    /** Adds paragraphs as they are, except that lines too long are broken. */
    private void details(StringBuilder out, String text) {
        out.append('\n');
        for (var line : text.strip().split("\n", -1)) {
            int blanks = line.length() - line.stripLeading().length();
            fill(out, line, " ".repeat(blanks));
        }
    }

    /** Adds a text in lines that fit; those after the first begin with {@code indent}. */
    private void fill(StringBuilder out, String text, String indent) {
        String rest = text;
        String lead = "";
        while (lead.length() + rest.length() > width) {
            int room = width - lead.length();
            int cut = rest.lastIndexOf(' ', room);
            int leading = rest.length() - rest.stripLeading().length();
            if (cut <= (lead.isEmpty() ? Math.max(leading, indent.length() - 1) : 0)) cut = rest.indexOf(' ', room);
            if (cut < 0) break;
            out.append(lead).append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = rest.substring(cut).stripLeading();
            lead = indent;
        }
        out.append((lead + rest).stripTrailing()).append('\n');
    }
}
