package jdvc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.command.Verb;
import jdvc.command.Words.Word;
import jdvc.disk.Disk;
import jdvc.repo.Call;
import jdvc.repo.LastListing;
import jdvc.shell.Shell;
import jdvc.shell.ShellHost;
import jdvc.ui.Styled;
import jdvc.ui.Ui;

/** What jdvc is to the shell: verbs, a prompt, words that complete, and where the shell stands. */
final class JdvcHost implements ShellHost<Session>, AutoCloseable {

    private final Disk disk;
    private final Ui ui;
    private final Shell shell;
    private final List<Verb<Session>> own;
    private final PromptState prompt;
    private final JobWatch jobs;
    private final LastLine last = new LastLine();
    private final LastListing listing = new LastListing();
    private final Tour tour = new Tour();
    private volatile Env env;
    private Optional<Path> before = Optional.empty();

    JdvcHost(Env env, Disk disk, Shell shell, Ui ui) {
        this.env = env;
        this.disk = disk;
        this.ui = ui;
        this.shell = shell;
        own = new ShellVerbs(this).all();
        jobs = new JobWatch(this::call, this::announce);
        prompt = new PromptState(this::call, shell, jobs::count);
        jobs.start();
        prompt.refresh();
        if (ui.look().redraw() && ui.look().outTerminal()) prompt.watch();
    }

    private void announce(String message) {
        shell.announce(message);
        prompt.refresh();
    }

    private Call call() {
        return new Call(env, disk, List.of(), false);
    }

    /** Moves the shell to another directory; in another project the history is that one's. */
    void moveTo(Path directory) {
        before = Optional.of(env.cwd());
        var left = new HistoryFiles(env, disk).project();
        env = env.at(directory);
        if (!new HistoryFiles(env, disk).project().equals(left)) shell.reloadHistory();
    }

    /** Returns where the shell stood before it moved; absent if it never did. */
    Optional<Path> before() {
        return before;
    }

    /** Runs lines in order up to the first that fails, on this thread; returns its exit code. */
    int script(String text) {
        return shell.script(text);
    }

    @Override
    public List<Verb<Session>> verbs() {
        var all = new ArrayList<Verb<Session>>();
        for (var verb : Verbs.all()) {
            if (!verb.name().equals("help")) all.add(withoutOwnNames(verb)); // the shell has its own
        }
        all.addAll(own);
        return all;
    }

    /** A word that is the shell's own is no other verb's too: {@code ls} is not {@code list} here. */
    private Verb<Session> withoutOwnNames(Verb<Session> verb) {
        var aliases = new ArrayList<>(verb.aliases());
        for (var each : own) aliases.remove(each.name());
        return verb.alias(aliases.toArray(String[]::new));
    }

    @Override
    public List<String> programs() {
        return List.of(Cli.PROGRAM, "dvc"); // whose commands do the same here
    }

    @Override
    public List<String> expanded(List<Word> words) {
        return new Expansion(env, disk).of(words);
    }

    @Override
    public int run(List<String> words) {
        try {
            return LastLine.isAbout(words.get(0)) ? runAbout(words) : runNoted(words);
        } finally {
            prompt.refresh();
        }
    }

    private int runAbout(List<String> words) {
        var failures = new ArrayList<Throwable>();
        int exit = new Cli(env, disk, ui, own, failures::add).run(words);
        for (var each : failures) last.endedWithoutAnswer(String.join(" ", words), exit, Optional.of(each));
        return exit;
    }

    private int runNoted(List<String> typed) {
        var words = withoutAmpersand(typed);
        var ofSh = words.stream().filter(Expansion.SH_WORDS::contains).findFirst();
        if (ofSh.isPresent() && !words.get(0).equals("last")) return refuse(typed, ofSh.get());
        var answer = new StringBuilder();
        var failures = new ArrayList<Throwable>();
        var cli = new Cli(env, disk, ui.copying(answer), own, failures::add);
        int exit = cli.run(words);
        last.ended(words, exit, answer.toString(), failures.stream().findFirst());
        return exit;
    }

    /** {@code push &} is {@code push --background}. */
    private static List<String> withoutAmpersand(List<String> typed) {
        if (typed.size() < 2 || !typed.get(typed.size() - 1).equals("&")) return typed;
        var words = new ArrayList<>(typed.subList(0, typed.size() - 1));
        words.add("--" + TransferOptions.BACKGROUND.name());
        return words;
    }

    /** Told before anything is done: taken as the name of a file, it would fail late or do half of what was meant. */
    private int refuse(List<String> typed, String word) {
        last.endedWithoutAnswer(String.join(" ", typed), Errors.USAGE, Optional.empty());
        ui.error("'" + word + "' means nothing here: one command a line, without pipes or redirections");
        ui.hint("for a line of your own shell: `!jdvc ...`; an answer goes to a file with `last > FILE`");
        return Errors.USAGE;
    }

    LastLine last() {
        return last;
    }

    Tour tour() {
        return tour;
    }

    @Override
    public boolean isForeign(String line) {
        return Foreign.is(line);
    }

    @Override
    public int runForeign(String line) {
        try {
            int exit = Foreign.run(line, env, disk, ui);
            last.endedWithoutAnswer(line, exit, Optional.empty());
            return exit;
        } finally {
            prompt.refresh();
        }
    }

    @Override
    public List<Styled> prompt() {
        return prompt.words();
    }

    @Override
    public Optional<String> title() {
        return prompt.title();
    }

    @Override
    public List<Candidate> candidates(Place<Session> place) {
        try {
            return new Candidates(call(), prompt.lately(), listing).of(place);
        } catch (IOException | InterruptedException | JdvcException e) {
            return List.of(); // completion never complains
        }
    }

    @Override
    public Optional<String> next(List<String> words, int exit) {
        if (exit != 0 || words.isEmpty()) return Optional.empty();
        var step = tour.after(words.get(0));
        return step.isPresent() ? step : NextStep.after(words, prompt.known());
    }

    @Override
    public Optional<String> remembered(String line) {
        return Remembered.of(line);
    }

    @Override
    public String loadHistory() {
        return new HistoryFiles(env, disk).load();
    }

    @Override
    public void addHistory(String line) {
        new HistoryFiles(env, disk).add(line);
    }

    @Override
    public Ui ui() {
        return ui;
    }

    @Override
    public void close() {
        jobs.close();
        ui.flush();
    }
}
