package jdvc.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jdvc.command.Completion;
import jdvc.command.Place;
import jdvc.command.Place.Kind;
import jdvc.command.Values;
import jdvc.command.Words;
import jdvc.ui.Look;
import jdvc.ui.Sanitizer;
import jdvc.ui.Width;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** What Tab offers: what the model knows and what the host knows, matched, quoted and made safe to show. */
final class LineCompleter<C> implements Completer, CompletionMatcher {

    /** More are not shown; the common beginning is still that of all. */
    private static final int MAX_SHOWN = 200;
    /** Less room than this is not worth a description. */
    private static final int MIN_DESCRIPTION = 12;

    /** What the line itself and the headings of groups take. */
    private static final int PROMPT_ROWS = 6;

    private static final int GAP = 2;
    /** What JLine may put beside a candidate, and the column that stays free. */
    private static final int MARGIN = 4;

    private final Completion<C> completion;
    private final ShellHost<C> host;
    private final Look look;
    private final Patience<List<jdvc.command.Candidate>> patience;
    private final Keys keys;
    private String commonPrefix = "";

    LineCompleter(
            Completion<C> completion,
            ShellHost<C> host,
            Look look,
            Patience<List<jdvc.command.Candidate>> patience,
            Keys keys) {
        this.completion = completion;
        this.host = host;
        this.look = look;
        this.patience = patience;
        this.keys = keys;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.line().substring(0, line.cursor());
        var words = Words.split(typed).texts();
        boolean begun = !line.word().isEmpty();
        var all = begun ? words.subList(0, words.size() - 1) : words;
        var before = Loop.withoutProgram(all, host.programs());
        String word = begun ? words.get(words.size() - 1) : "";
        var place = host.isForeign(typed) ? anyFile(before, word) : completion.place(before, word);
        String head = word.substring(0, word.length() - place.prefix().length());
        int rows = reader.getTerminal().getHeight() - PROMPT_ROWS;
        // a home that is quoted is none
        boolean home = LineParser.rawWord(typed).startsWith("~/") && head.isEmpty();
        UnaryOperator<String> quoting = each -> home ? ofHome(each) : Words.quote(head + each);
        show(Matches.of(all(place), place.prefix()), quoting, rows, candidates);
    }

    private static String ofHome(String path) {
        if (!path.startsWith("~/")) return Words.quote(path);
        return path.length() == 2 ? path : path.substring(0, 2) + Words.quote(path.substring(2));
    }

    /** Programs that are not ours take files, as far as can be told. */
    private Place<C> anyFile(List<String> before, String word) {
        return new Place<>(Kind.VALUE, List.of(), Values.FILE, Optional.empty(), Optional.empty(), before, word);
    }

    private List<jdvc.command.Candidate> all(Place<C> place) {
        var all = new ArrayList<>(completion.known(place));
        try {
            // Candidates that come too late are shown by another Tab, ours, if the user has not gone on meanwhile.
            patience.ask(place, () -> host.candidates(place), keys.unlessTyping('\t'))
                    .ifPresent(all::addAll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return all;
    }

    /** Descriptions need a row each: where there are too few rows, names stand alone, side by side. */
    private void show(
            List<jdvc.command.Candidate> found, UnaryOperator<String> quoting, int rows, List<Candidate> shown) {
        boolean described = rows <= 0 || found.size() <= rows;
        int widest = widest(found);
        String prefix = null;
        for (var each : found) {
            String name = Sanitizer.clean(each.value());
            if (!name.equals(each.value())) continue; // cannot be typed, and must not be put on the line unseen
            String quoted = quoting.apply(each.value());
            prefix = prefix == null ? quoted : common(prefix, quoted);
            if (shown.size() < MAX_SHOWN) {
                shown.add(candidate(each, quoted, described ? described(each, widest) : name, shown.size()));
            }
        }
        commonPrefix = prefix == null ? "" : prefix;
    }

    private Candidate candidate(jdvc.command.Candidate each, String quoted, String text, int order) {
        String group = each.group().isEmpty() ? null : Sanitizer.clean(each.group());
        return new Candidate(quoted, text, group, null, null, null, each.complete(), order);
    }

    /** Returns {@code push     Upload tracked files}: JLine itself would push descriptions to the right. */
    private String described(jdvc.command.Candidate each, int widest) {
        int room = look.width().getAsInt() - MARGIN - widest - GAP;
        if (each.description().isEmpty() || room < MIN_DESCRIPTION) return each.value();
        String description = Width.cut(Sanitizer.clean(each.description()), room, look);
        var text = new AttributedStringBuilder();
        text.append(each.value()).append(" ".repeat(widest - Width.of(each.value()) + GAP));
        return text.styled(AttributedStyle::faint, description).toAnsi();
    }

    private static int widest(List<jdvc.command.Candidate> found) {
        int widest = 0;
        for (int i = 0; i < Math.min(found.size(), MAX_SHOWN); i++) {
            widest = Math.max(widest, Width.of(found.get(i).value()));
        }
        return widest;
    }

    private static String common(String a, String b) {
        int end = 0;
        while (end < a.length() && end < b.length() && a.charAt(end) == b.charAt(end)) end++;
        if (end > 0 && Character.isHighSurrogate(a.charAt(end - 1))) end--;
        return a.substring(0, end);
    }

    /** Everything is matched already. */
    @Override
    public void compile(
            Map<LineReader.Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {}

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
        return candidates;
    }

    @Override
    @SuppressWarnings("NullAway") // JLine's contract: null if none is exact
    public @Nullable Candidate exactMatch() {
        return null;
    }

    @Override
    public String getCommonPrefix() {
        return commonPrefix;
    }
}
