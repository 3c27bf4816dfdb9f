package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.cli.Nodes.Node;
import jdvc.command.Common;
import jdvc.command.Opt;

/**
 * Writes the tables in the completions of other shells: what stands in the model. The rest of the files is written by
 * hand. What changes is asked of {@code jdvc __complete}.
 */
final class CompletionFiles {

    private static final String BEGIN = "# Tables, made by dev/generated: do not edit.\n";
    private static final String END = "# End of the tables.\n";

    private CompletionFiles() {}

    /** Returns a file for bash or zsh with its tables as they are now. */
    static String withTables(String file) {
        return with(tables(), file);
    }

    /** What stands anywhere, and associative arrays by the verb's words behind slashes, as bash and zsh both read them. */
    private static String tables() {
        var tables = new StringBuilder("_jdvc_anywhere=" + rows(options(Common.ANYWHERE)));
        for (var node : Nodes.all()) {
            if (!node.below().isEmpty()) tables.append(table("verbs", node, verbs(node)));
            tables.append(table("options", node, options(node.options())));
        }
        return tables.toString();
    }

    private static String table(String name, Node node, List<String> rows) {
        String key = "/" + node.words().replace(' ', '/');
        return "_jdvc_" + name + "[" + key + "]=" + rows(rows);
    }

    /** Begins with a newline: no verb is without a value. */
    private static String rows(List<String> rows) {
        return quote("\n" + String.join("\n", rows)) + "\n";
    }

    /** Returns the file for fish with its tables as they are now. */
    static String withFishTables(String file) {
        var lines = new StringBuilder();
        var paths = new ArrayList<String>();
        var leaves = new ArrayList<String>();
        for (var node : Nodes.all()) {
            if (!node.path().isEmpty()) paths.add(quote(node.words()));
            if (node.below().isEmpty()) leaves.add(quote(node.words()));
        }
        lines.append("set -g __jdvc_paths ").append(String.join(" ", paths)).append('\n');
        lines.append("set -g __jdvc_leaves ").append(String.join(" ", leaves)).append('\n');
        for (var opt : Common.ANYWHERE) lines.append("complete -c jdvc" + fishOption(opt) + "\n");
        for (var node : Nodes.all()) {
            String at = "complete -c jdvc -n '__jdvc_at \"" + node.words() + "\"'";
            for (var verb : node.below()) {
                lines.append(at + " -a " + verb.name() + " -d " + fishQuote(verb.summary()) + "\n");
            }
            for (var opt : node.options()) lines.append(at + fishOption(opt) + "\n");
        }
        return with(lines, file);
    }

    private static String fishOption(Opt opt) {
        String letter = opt.letter().map(c -> " -s " + c).orElse("");
        String value = opt.isFlag() ? "" : " -x -a '(__jdvc_live)'";
        return letter + " -l " + opt.name() + value + " -d " + fishQuote(opt.help());
    }

    private static List<String> verbs(Node node) {
        return node.below().stream().map(v -> v.name() + "\t" + v.summary()).toList();
    }

    private static List<String> options(List<Opt> options) {
        var rows = new ArrayList<String>();
        for (var opt : options) rows.add("--" + opt.name() + "\t" + opt.help());
        return rows;
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String fishQuote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String with(CharSequence tables, String file) {
        return file.substring(0, file.indexOf(BEGIN)) + BEGIN + tables + file.substring(file.indexOf(END));
    }
}
