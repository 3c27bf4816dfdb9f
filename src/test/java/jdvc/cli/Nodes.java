package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.command.Common;
import jdvc.command.Opt;
import jdvc.command.Verb;

/** The verbs as generated files need them: flat, each with the words that lead to it. */
final class Nodes {

    private Nodes() {}

    /**
     * One verb.
     *
     * @param path the verbs that lead to it, itself the last; empty for the program
     */
    record Node(List<Verb<Session>> path) {

        /** Returns the words, such as {@code remote add}. */
        String words() {
            return String.join(" ", path.stream().map(Verb::name).toList());
        }

        Verb<Session> verb() {
            return path.get(path.size() - 1);
        }

        /** Returns the verbs below that are not hidden. */
        List<Verb<Session>> below() {
            var all = path.isEmpty() ? Verbs.all() : verb().verbs();
            return all.stream().filter(verb -> !verb.hidden()).toList();
        }

        /** Returns the options that may stand here, not everywhere, and are not hidden. */
        List<Opt> options() {
            var all = path.isEmpty() ? Common.BEFORE : verb().options();
            return all.stream()
                    .filter(opt -> !opt.hidden() && !Common.ANYWHERE.contains(opt))
                    .toList();
        }
    }

    /** Returns the program and all verbs, each before those below it. */
    static List<Node> all() {
        var nodes = new ArrayList<Node>();
        add(new Node(List.of()), nodes);
        return nodes;
    }

    private static void add(Node node, List<Node> nodes) {
        nodes.add(node);
        for (var each : node.below()) {
            var path = new ArrayList<>(node.path());
            path.add(each);
            add(new Node(List.copyOf(path)), nodes);
        }
    }
}
