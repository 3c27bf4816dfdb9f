package jdvc.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jdvc.command.Completion;
import jdvc.command.Place;
import jdvc.command.Words;
import jdvc.command.Words.Word;
import jdvc.ui.Style;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Shows verbs, options and what cannot be right while a line is typed. */
final class LineHighlighter<C> implements Highlighter {

    private final Completion<C> completion;
    private final Predicate<String> foreign;
    private final List<String> programs;

    LineHighlighter(Completion<C> completion, Predicate<String> foreign, List<String> programs) {
        this.programs = programs;
        this.completion = completion;
        this.foreign = foreign;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        if (line.isBlank() || foreign.test(line)) return new AttributedString(line);
        var shown = new AttributedStringBuilder(line.length());
        int at = 0;
        for (var command : Words.lines(line)) {
            int start = line.indexOf(command, at);
            shown.append(line, at, start);
            highlight(command, start + command.length() == line.length(), shown);
            at = start + command.length();
        }
        return shown.append(line, at, line.length()).toAttributedString();
    }

    private void highlight(String command, boolean last, AttributedStringBuilder shown) {
        var before = new ArrayList<String>();
        int at = 0;
        for (var word : Words.split(command).words()) {
            shown.append(command, at, word.start());
            var style = style(before, word, last && word.end() == command.length());
            shown.styled(Paint.style(style), command.substring(word.start(), word.end()));
            before.add(word.text());
            at = word.end();
        }
        shown.append(command, at, command.length());
    }

    private Style style(List<String> before, Word word, boolean unfinished) {
        if (before.isEmpty() && programs.contains(word.text())) return Style.BOLD;
        var place = completion.place(Loop.withoutProgram(before, programs), word.text());
        boolean fits = completion.fits(place, word.text(), unfinished);
        if (!fits) return place.path().isEmpty() || place.kind() != Place.Kind.NOTHING ? Style.RED : Style.MAGENTA;
        return switch (place.kind()) {
            case VERB -> Style.BOLD;
            case OPTION -> Style.CYAN;
            case VALUE, NOTHING -> Style.NONE;
        };
    }
}
