package jdvc.ui;

import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What the terminal can show.
 *
 * @param outTerminal whether stdout is a terminal
 * @param errTerminal whether stderr is a terminal
 * @param outColour whether stdout may be coloured
 * @param errColour whether stderr may be coloured
 * @param unicode whether marks outside ASCII may be used
 * @param redraw whether a line may be drawn again
 * @param columns whether rows may be laid out in columns, which a screen reader reads as noise
 * @param width columns now, asked again for each use
 */
public record Look(
        boolean outTerminal,
        boolean errTerminal,
        boolean outColour,
        boolean errColour,
        boolean unicode,
        boolean redraw,
        boolean columns,
        IntSupplier width) {

    /** What the world says about the terminal, as the process finds it. */
    public record Terminals(boolean out, boolean err, boolean utf8, boolean plain, IntSupplier width) {}

    /** Returns what {@code NO_COLOR}, {@code TERM} and the like leave of a terminal. */
    public static Look of(Map<String, String> vars, Terminals terminals) {
        boolean dumb = terminals.plain() || "dumb".equals(vars.get("TERM"));
        boolean colour = !dumb && vars.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(
                terminals.out(),
                terminals.err(),
                terminals.out() && colour,
                terminals.err() && colour,
                terminals.utf8() && !dumb,
                !dumb,
                !terminals.plain(),
                terminals.width());
    }

    /** Returns the look of no terminal at all. */
    public static Look plain() {
        return new Look(false, false, false, false, false, false, true, () -> 80);
    }

    /** Returns this look in another window. */
    public Look withWidth(IntSupplier newWidth) {
        return new Look(outTerminal, errTerminal, outColour, errColour, unicode, redraw, columns, newWidth);
    }
}
