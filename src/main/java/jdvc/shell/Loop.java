package jdvc.shell;

import java.util.List;
import java.util.Optional;
import jdvc.command.Words;
import jdvc.ui.Amount;
import jdvc.ui.Mark;
import jdvc.ui.Style;

/** Reads lines and runs them, until {@code exit} or the end of input. */
final class Loop<C> {

    private final ShellHost<C> host;
    private final BuiltIns<C> builtIns;
    private final Shell shell;
    private int last;
    /** False while a line runs that others follow: what comes next is known then. */
    private boolean lastOfMany = true;

    Loop(ShellHost<C> host, BuiltIns<C> builtIns, Shell shell) {
        this.host = host;
        this.builtIns = builtIns;
        this.shell = shell;
    }

    /** Returns the exit code: of {@code exit}, of a script's first failure, or of the last line. */
    int run(LineSource source) {
        while (true) {
            var text = source.next();
            if (text.isEmpty()) return last;
            if (source.isInteractive()) typed(text.get());
            else execute(text.get());
            host.ui().flush();
            if (builtIns.exit().isPresent()) return builtIns.exit().get();
            if (!source.isInteractive() && last != 0) return last;
        }
    }

    /** Runs the lines of a script in order up to the first failure and returns its exit code; for the host's verbs. */
    int script(String text) {
        for (var line : Words.lines(text)) {
            int exit = runOne(line);
            if (builtIns.exit().isPresent()) return exit;
            if (exit == 0) continue;
            host.ui().note("Stopped at: %s", line.strip());
            return exit;
        }
        return 0;
    }

    /** Several lines at once were pasted, or made with Shift-Enter: they have been seen, and are run after one question. */
    private void typed(String text) {
        var lines = Words.lines(text).stream().filter(line -> !line.isBlank()).toList();
        if (lines.size() == 1) execute(lines.get(0));
        if (lines.size() < 2) return;
        var ui = host.ui();
        if (!ui.asking(shell.ask()).confirm("Run these %s in order?", Amount.count(lines.size(), "line"))) return;
        for (int i = 0; i < lines.size() && builtIns.exit().isEmpty(); i++) {
            ui.note("%s %s", Style.DIM.of(Mark.PROMPT.in(ui.look())), lines.get(i));
            lastOfMany = i + 1 == lines.size();
            execute(lines.get(i));
            lastOfMany = true;
            if (last == 0 || i + 1 == lines.size()) continue;
            ui.note("Stopped: %s not run.", Amount.count(lines.size() - i - 1, "line"));
            return;
        }
    }

    private void execute(String line) {
        if (!host.isForeign(line) && Words.split(line).words().isEmpty()) return;
        last = runOne(line);
    }

    private int runOne(String line) {
        if (host.isForeign(line)) return shell.lent(() -> host.runForeign(line));
        var split = Words.split(line);
        List<String> words = withoutProgram(split.texts(), host.programs());
        if (words.isEmpty()) return 0;
        if (builtIns.has(words.get(0))) return builtIns.run(words, last);
        var typed = split.words()
                .subList(split.words().size() - words.size(), split.words().size());
        int exit = shell.guarded(() -> host.run(host.expanded(typed)), host.ui());
        next(words, exit).ifPresent(step -> host.ui().note("%s", Style.DIM.of(step)));
        return exit;
    }

    /** Lines come from documents and hints, where they begin with the program's name. */
    static List<String> withoutProgram(List<String> words, List<String> programs) {
        boolean named = !words.isEmpty() && programs.contains(words.get(0));
        return named ? words.subList(1, words.size()) : words;
    }

    private Optional<String> next(List<String> words, int exit) {
        return shell.isInteractive() && lastOfMany ? host.next(words, exit) : Optional.empty();
    }
}
