package jdvc.shell;

import java.util.List;
import jdvc.ui.Look;
import jdvc.ui.Mark;
import jdvc.ui.Sanitizer;
import jdvc.ui.Style;
import jdvc.ui.Styled;
import jdvc.ui.Width;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Styles and prompts in JLine's terms. */
final class Paint {

    /** What a branch or remote name may take of the prompt. */
    private static final int MAX_PART = 40;

    private Paint() {}

    static AttributedStyle style(Style style) {
        var none = AttributedStyle.DEFAULT;
        return switch (style) {
            case NONE -> none;
            case BOLD -> none.bold();
            case DIM -> none.faint();
            case RED -> none.foreground(AttributedStyle.RED);
            case GREEN -> none.foreground(AttributedStyle.GREEN);
            case MAGENTA -> none.foreground(AttributedStyle.BRIGHT + AttributedStyle.MAGENTA);
            case BLUE -> none.foreground(AttributedStyle.BLUE);
            case CYAN -> none.foreground(AttributedStyle.CYAN);
        };
    }

    /** Returns {@code jdvc main *2 > }: the parts, sanitised and cut, and the mark; half of a line at most. */
    static AttributedString prompt(List<Styled> parts, Look look) {
        int room = Math.max(8, look.width().getAsInt() / 2);
        var prompt = new AttributedStringBuilder();
        for (var part : parts) {
            String text = Width.cut(Sanitizer.clean(part.text().strip()), Math.min(MAX_PART, room), look);
            room -= Width.of(text) + 1;
            if (text.isEmpty() || room < 0) continue;
            prompt.styled(look.outColour() ? style(part.style()) : AttributedStyle.DEFAULT, text);
            prompt.append(' ');
        }
        return prompt.append(Mark.PROMPT.in(look)).append(' ').toAttributedString();
    }
}
