package jdvc.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Help;
import jdvc.command.Param;
import jdvc.command.Parser;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.ui.Ui;

/** The verbs that every shell has, whatever it is a shell for: those of them that the host has not. */
final class BuiltIns<C> {

    private static final String GROUP = "In the shell";
    private static final int USAGE = 254;

    private final List<Verb<C>> own = new ArrayList<>();
    private final List<Verb<C>> all = new ArrayList<>();
    private final ShellHost<C> host;
    private final LineHistory history;
    private Optional<Integer> exit = Optional.empty();

    BuiltIns(ShellHost<C> host, LineHistory history) {
        this.host = host;
        this.history = history;
        all.addAll(host.verbs());
        add("help", "Show the verbs, or what one of them does", Param.many("verb", "Such as exit", Values.VERB));
        add("history", "Show the lines typed so far", Param.optional("text", "Only those that hold it", Values.TEXT));
        add("exit", "Leave the shell", Param.optional("code", "The exit code (default: the last one)", Values.NUMBER));
    }

    private void add(String name, String summary, Param param) {
        for (var verb : all) if (verb.answersTo(name)) return;
        own.add(Verb.<C>of(name, summary, List.of(param), List.of(), (args, session) -> 0)
                .under(GROUP));
        all.add(own.get(own.size() - 1));
    }

    /** Returns all verbs, the host's first. */
    List<Verb<C>> verbs() {
        return all;
    }

    boolean has(String word) {
        for (var verb : own) if (verb.answersTo(word)) return true;
        return false;
    }

    /** Returns the code to leave with, once {@code exit} was run. */
    Optional<Integer> exit() {
        return exit;
    }

    /** Runs one of these verbs and returns its exit code. */
    int run(List<String> words, int last) {
        var ui = host.ui();
        var parser = new Parser<C>(all);
        try {
            var invocation = parser.parse(words);
            if (invocation.common().help()) return show(ui, parser, words.subList(0, 1));
            var args = invocation.args();
            return switch (words.get(0)) {
                case "help" -> show(ui, parser, args.params());
                case "history" -> history(ui, args);
                default -> leave(args, last);
            };
        } catch (JdvcException e) {
            ui.error(String.valueOf(e.getMessage()));
            e.hint().ifPresent(ui::hint);
            return USAGE;
        }
    }

    private int show(Ui ui, Parser<C> parser, List<String> words) {
        var help = new Help(host.programs().get(0), ui.look().width().getAsInt());
        var path = parser.named(words);
        ui.raw(path.isEmpty() ? help.verbs(all) : help.verb(path));
        return 0;
    }

    private int history(Ui ui, Args args) {
        String text = args.param(0).orElse("");
        for (var line : history.lines()) if (line.contains(text)) ui.always("%s", line);
        return 0;
    }

    private int leave(Args args, int last) {
        String code = args.param(0).orElse(String.valueOf(last));
        try {
            exit = Optional.of(Integer.parseInt(code) & 0xff);
            return exit.get();
        } catch (NumberFormatException e) {
            throw JdvcException.of(JdvcException.Kind.USAGE, "argument code: invalid int value: '%s'", code);
        }
    }
}
