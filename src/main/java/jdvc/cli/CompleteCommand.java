package jdvc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.command.Candidate;
import jdvc.command.Completion;
import jdvc.command.Place;
import jdvc.command.Words;
import jdvc.disk.Disk;
import jdvc.repo.Call;
import jdvc.repo.LastListing;
import jdvc.shell.Matches;
import jdvc.ui.Sanitizer;
import jdvc.ui.Ui;

/**
 * {@code jdvc __complete}: what Tab offers in the shell, for the completions of bash, zsh and fish.
 *
 * <p>The words follow behind {@code --}, the last one as far as it is typed; or the line up to the cursor behind {@code
 * --line}, still quoted and with the program's name. Each line of the answer is {@code WORD TAB DESCRIPTION}, likeliest
 * first; more may follow at once on a word that ends with a slash, an equals sign or an {@code @}. It never fails and never
 * speaks: a mistake in a half-typed line is no error.
 */
final class CompleteCommand {

    static final String NAME = "__complete";

    private final Env env;
    private final Disk disk;
    private final Ui ui;

    CompleteCommand(Env env, Disk disk, Ui ui) {
        this.env = env;
        this.disk = disk;
        this.ui = ui;
    }

    int run(List<String> asked) {
        if (asked.isEmpty()) return 0;
        var words = new ArrayList<>(asked.subList(1, asked.size()));
        if (asked.get(0).equals("--line")) words = ofLine(words.isEmpty() ? "" : words.get(0));
        if (words.isEmpty()) return 0;
        String word = words.remove(words.size() - 1);
        var verbs = Verbs.forCompletion(Cli.firstWord(words));
        var completion = new Completion<>(verbs);
        var place = completion.place(words, word);
        var candidates = new ArrayList<>(completion.known(place));
        candidates.addAll(live(place, words));
        String head = word.substring(0, word.length() - place.prefix().length());
        for (var each : Matches.of(candidates, place.prefix())) print(head, each);
        ui.flush();
        return 0;
    }

    /** The words behind the program's name, the last one as far as it is typed. */
    private static ArrayList<String> ofLine(String line) {
        var split = Words.split(line).words();
        var words = new ArrayList<String>();
        for (var each : split.subList(Math.min(1, split.size()), split.size())) words.add(each.text());
        boolean begun = !split.isEmpty() && split.get(split.size() - 1).end() == line.length();
        if (!begun) words.add("");
        return words;
    }

    private List<Candidate> live(Place<Session> place, List<String> words) {
        try {
            return new Candidates(new Call(at(words), disk, List.of(), false), Optional.empty(), new LastListing())
                    .of(place);
        } catch (IOException | InterruptedException | JdvcException e) {
            return List.of();
        }
    }

    private Env at(List<String> words) {
        int cd = words.indexOf("--cd");
        return cd < 0 || cd + 1 == words.size() ? env : env.at(Path.of(words.get(cd + 1)));
    }

    /** A name that would not be one clean line is left out: nobody could see what they are about to type. */
    private void print(String head, Candidate each) {
        if (!Sanitizer.clean(each.value()).equals(each.value())) return;
        ui.raw(head + each.value() + "\t" + Sanitizer.clean(each.description()) + "\n");
    }
}
