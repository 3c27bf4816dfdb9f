package jdvc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Common;
import jdvc.command.Help;
import jdvc.command.Invocation;
import jdvc.command.Parser;
import jdvc.command.Verb;
import jdvc.disk.Disk;
import jdvc.repo.Call;
import jdvc.ui.OutputClosedException;
import jdvc.ui.Ui;

/** Runs one command line, from words to exit code: for {@code main}, for the shell, and for tests. */
final class Cli {

    static final String PROGRAM = "jdvc";

    private final Env env;
    private final Disk disk;
    private final Ui ui;
    private final List<Verb<Session>> own;
    private final Consumer<Throwable> failures;

    Cli(Env env, Disk disk, Ui ui) {
        this(env, disk, ui, List.of(), failure -> {});
    }

    /**
     * @param own verbs that only the caller has, such as {@code cd} of the shell
     * @param failures is given what ended the command, after the user was told
     */
    Cli(Env env, Disk disk, Ui ui, List<Verb<Session>> own, Consumer<Throwable> failures) {
        this.env = env;
        this.disk = disk;
        this.ui = ui;
        this.own = own;
        this.failures = failures;
    }

    /** Runs a command; nothing escapes but its exit code. */
    int run(List<String> words) {
        if (!words.isEmpty() && words.get(0).equals(CompleteCommand.NAME)) {
            return new CompleteCommand(env, disk, ui).run(words.subList(1, words.size()));
        }
        var parser = new Parser<Session>(verbs(firstWord(words)));
        Invocation<Session> invocation;
        try {
            invocation = parser.parse(words);
        } catch (JdvcException e) {
            return usage(e, parser.path(words), firstWord(words));
        }
        var level = level(invocation.common());
        var quiet = ui.at(level);
        var name = new StringJoiner(" ");
        for (var verb : invocation.path()) name.add(verb.name());
        try {
            int exit = run(invocation, words, quiet);
            quiet.flush();
            return exit;
        } catch (Throwable e) { // whatever it is, the user gets words and the caller an exit code
            return told(e, name.toString(), quiet);
        }
    }

    private int told(Throwable failure, String verb, Ui quiet) {
        try {
            int exit = Errors.tell(failure, verb, quiet);
            failures.accept(failure);
            quiet.flush();
            return exit;
        } catch (OutputClosedException e) {
            return Errors.tell(e, verb, quiet);
        }
    }

    private List<Verb<Session>> verbs(String first) {
        for (var each : own) if (each.answersTo(first)) return List.of(each);
        return Verbs.forWord(first);
    }

    private int run(Invocation<Session> invocation, List<String> words, Ui quiet) throws Exception {
        var common = invocation.common();
        if (common.contradictory()) {
            ui.error("argument -q/--quiet: not allowed with argument -v/--verbose");
            ui.flush();
            return 2;
        }
        if (common.version()) return VersionCommand.number(quiet);
        if (common.help()
                || invocation.verb().isEmpty()
                || invocation.verb().get().action().isEmpty()) {
            return help(invocation, quiet);
        }
        var call = new Call(at(common), disk, words, common.waitForLock());
        var session = new Session(call, quiet);
        if (invocation.args().has(TransferOptions.BACKGROUND)) return JobRun.start(words, env.cwd(), session);
        return invocation.verb().get().action().get().run(invocation.args(), session);
    }

    private Env at(Common common) throws java.io.IOException {
        if (common.cd().isEmpty()) return env;
        var there = env.at(Path.of(common.cd().get()));
        if (disk.statTarget(there.cwd()).map(s -> s.isDirectory()).orElse(false)) return there;
        throw JdvcException.of(Kind.BUG, "'%s' is not a directory", common.cd().get());
    }

    private int help(Invocation<Session> invocation, Ui quiet) {
        var help = new Help(PROGRAM, ui.look().width().getAsInt());
        boolean asked = invocation.common().help();
        if (invocation.path().isEmpty()) {
            quiet.raw(help.verbs(Verbs.all()));
            if (asked) return 0;
            ui.error("a verb is missing");
            return Errors.USAGE;
        }
        quiet.raw(help.verb(invocation.path()));
        if (asked) return 0;
        ui.error("'" + invocation.path().get(0).name() + "' needs another word");
        return Errors.USAGE;
    }

    private int usage(JdvcException e, List<Verb<Session>> path, String word) {
        var help = new Help(PROGRAM, ui.look().width().getAsInt());
        // Where it would push the error's cause out of sight, a hint says how to see it.
        boolean brief = path.isEmpty() && ui.look().outTerminal();
        if (!brief) ui.raw(path.isEmpty() ? help.verbs(Verbs.all()) : help.verb(path));
        ui.error(String.valueOf(e.getMessage()));
        e.hint().ifPresent(ui::hint);
        if (brief && e.hint().isEmpty()) ui.hint(unknown(word));
        failures.accept(e);
        ui.flush();
        return e.kind() == Kind.USAGE ? Errors.USAGE : Errors.UNEXPECTED;
    }

    private String unknown(String word) {
        return own.isEmpty()
                ? "`" + PROGRAM + " help` lists the verbs"
                : "`help` lists the verbs; other programs take a `!` before them: `!" + word + "`";
    }

    private static Ui.Level level(Common common) {
        if (common.quiet()) return Ui.Level.QUIET;
        return switch (common.verbose()) {
            case 0 -> Ui.Level.NORMAL;
            case 1 -> Ui.Level.VERBOSE;
            default -> Ui.Level.TRACE;
        };
    }

    /** Tells whether an option stands before the verb. */
    static boolean leads(List<String> words, String option) {
        int at = words.indexOf(option);
        int verb = words.indexOf(firstWord(words));
        return at >= 0 && (verb < 0 || at < verb);
    }

    /** Returns the first word that is no option, empty if there is none. */
    static String firstWord(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--cd")) i++;
            else if (!words.get(i).startsWith("-")) return words.get(i);
        }
        return "";
    }
}
