package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.command.Verb;
import jdvc.disk.Disk;
import jdvc.repo.Call;
import jdvc.shell.Shell;
import jdvc.shell.ShellHost;
import jdvc.ui.Styled;
import jdvc.ui.Ui;

/** What jdvc is to the shell: verbs, a prompt, words that complete, and where the shell stands. */
final class JdvcHost implements ShellHost<Session>, AutoCloseable {

    private static final long MAX_HISTORY_BYTES = 8 << 20;

    private final Disk disk;
    private final Ui ui;
    private final List<Verb<Session>> own;
    private final PromptState prompt;
    private volatile Env env;

    JdvcHost(Env env, Disk disk, Shell shell, Ui ui) {
        this.env = env;
        this.disk = disk;
        this.ui = ui;
        own = new ShellVerbs(this).all();
        prompt = new PromptState(this::call, shell);
        prompt.refresh();
    }

    private Call call() {
        return new Call(env, disk, List.of(), false);
    }

    /** Moves the shell to another directory. */
    void moveTo(Path directory) {
        env = env.at(directory);
    }

    @Override
    public List<Verb<Session>> verbs() {
        var all = new ArrayList<>(Verbs.all());
        all.removeIf(verb -> verb.name().equals("help")); // the shell has its own
        all.addAll(own);
        return all;
    }

    @Override
    public List<String> programs() {
        return List.of(Cli.PROGRAM, "dvc"); // whose commands do the same here
    }

    @Override
    public int run(List<String> words) {
        try {
            return new Cli(env, disk, ui, own).run(words);
        } finally {
            prompt.refresh();
        }
    }

    @Override
    public boolean isForeign(String line) {
        return Foreign.is(line);
    }

    @Override
    public int runForeign(String line) {
        try {
            return Foreign.run(line, env, ui);
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
            return new Candidates(call(), prompt.lately()).of(place);
        } catch (IOException | InterruptedException | JdvcException e) {
            return List.of(); // completion never complains
        }
    }

    @Override
    public Optional<String> next(List<String> words, int exit) {
        if (exit != 0 || words.isEmpty()) return Optional.empty();
        return NextStep.after(words, prompt.known());
    }

    @Override
    public Optional<String> remembered(String line) {
        return Remembered.of(line);
    }

    @Override
    public String loadHistory() {
        try {
            return disk.read(historyFile(), MAX_HISTORY_BYTES)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IOException | JdvcException e) {
            return "";
        }
    }

    @Override
    public void saveHistory(String text) {
        try {
            disk.makeDirectories(Disk.directoryOf(historyFile()), 0700);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            disk.replaceState(historyFile(), out -> out.write(bytes));
        } catch (IOException e) {
            // a home that cannot be written has no history
        }
    }

    @Override
    public Ui ui() {
        return ui;
    }

    private Path historyFile() {
        return env.xdg("XDG_STATE_HOME", ".local/state").resolve("jdvc/history");
    }

    @Override
    public void close() {
        ui.flush();
    }
}
