package jdvc.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import jdvc.command.Args;
import jdvc.command.Candidate;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Place;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.command.Words.Word;
import jdvc.ui.Style;
import jdvc.ui.Styled;
import jdvc.ui.Ui;

/** A host that remembers what it was asked. */
final class FakeHost implements ShellHost<Void> {

    final List<List<String>> ran = Collections.synchronizedList(new ArrayList<>());
    final List<String> foreign = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch sleeping = new CountDownLatch(1);
    volatile String history = "";
    volatile boolean wasInterrupted;
    /** Opened when a line's candidates were asked for; they come when {@code slow} is open too. */
    final CountDownLatch asked = new CountDownLatch(1);

    List<Candidate> candidates = List.of();
    CountDownLatch slow = new CountDownLatch(0);
    List<Styled> prompt = List.of(Style.NONE.of("jdvc"), Style.GREEN.of("main"));
    /** Runs on another thread when the first prompt was asked for. */
    Runnable afterPrompt = () -> {};

    Optional<String> title = Optional.empty();
    Shell shell;
    private final Ui ui;

    FakeHost(Ui ui) {
        this.ui = ui;
    }

    @Override
    public List<Verb<Void>> verbs() {
        var files = Param.many("targets", "What to push", Values.FILE);
        var force = Opt.flag("force", 'f', "Overwrite");
        var remote = Opt.value("remote", 'r', "<name>", "Where to", Values.REMOTE);
        return List.of(
                Verb.of("push", "Upload", List.of(files), List.of(force, remote), FakeHost::nothing),
                Verb.of("pull", "Download", List.of(files), List.of(), FakeHost::nothing),
                Verb.of("status", "Show changes", List.of(), List.of(), FakeHost::nothing),
                Verb.of("sleep", "Wait for Ctrl-C", List.of(), List.of(), FakeHost::nothing),
                Verb.of("stubborn", "Wait for nothing", List.of(), List.of(), FakeHost::nothing),
                Verb.of("ask", "Ask", List.of(), List.of(), FakeHost::nothing),
                Verb.of("fail", "Fail", List.of(), List.of(), FakeHost::nothing),
                Verb.of("source", "Run lines", List.of(), List.of(), FakeHost::nothing));
    }

    private static int nothing(Args args, Void session) {
        return 0;
    }

    @Override
    public List<String> programs() {
        return List.of("prog", "older");
    }

    @Override
    public List<String> expanded(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    @Override
    public int run(List<String> words) {
        ran.add(words);
        return switch (words.get(0)) {
            case "fail" -> 3;
            case "bug" -> throw new IllegalStateException("a bug");
            case "sleep" -> sleep();
            case "stubborn" -> stubborn();
            case "ask" -> ui.asking(shell.ask()).confirm("Sure?") ? 0 : 1;
            case "source" -> shell.script("push a\nask\npush b\n");
            default -> 0;
        };
    }

    private int sleep() {
        sleeping.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            wasInterrupted = true;
        }
        return 252;
    }

    private int stubborn() {
        sleeping.countDown();
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
    }

    @Override
    public boolean isForeign(String line) {
        return line.startsWith("!");
    }

    @Override
    public int runForeign(String line) {
        foreign.add(line);
        return 0;
    }

    @Override
    public Ui ui() {
        return ui;
    }

    @Override
    public List<Styled> prompt() {
        var now = prompt;
        var once = afterPrompt;
        afterPrompt = () -> {};
        new Thread(once).start();
        return now;
    }

    @Override
    public Optional<String> title() {
        return title;
    }

    @Override
    public List<Candidate> candidates(Place<Void> place) {
        asked.countDown();
        try {
            slow.await();
        } catch (InterruptedException e) {
            return List.of();
        }
        return candidates;
    }

    @Override
    public Optional<String> next(List<String> words, int exit) {
        return words.get(0).equals("push") && exit == 0 ? Optional.of("next: publish") : Optional.empty();
    }

    @Override
    public Optional<String> remembered(String line) {
        if (line.contains("forget")) return Optional.empty();
        int secret = line.indexOf("secret=");
        return Optional.of(secret < 0 ? line : line.substring(0, secret) + "secret=…");
    }

    @Override
    public String loadHistory() {
        return history;
    }

    @Override
    public void addHistory(String line) {
        history = HistoryText.format(HistoryText.plus(HistoryText.parse(history), line));
    }
}
