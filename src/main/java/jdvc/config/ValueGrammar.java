package jdvc.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the right side of {@code key = value}: items between commas, each bare or in quotes, then a comment.
 *
 * <pre>
 *   a # c        a              'a#c'  # d   a#c             a,b   [a, b]
 *   "a,b"        a,b            it's         it's            a,    [a]
 *   x = y        x = y          'a' b        error           ,     []
 * </pre>
 *
 * DVC's library tries a regular expression with backtracking, whose time can be exponential. The same readings, first
 * match first, come from one pass from right to left here: {@code begin[p]} says where the last item begins if a list
 * goes on at {@code p}.
 */
final class ValueGrammar {

    private static final int NEVER = -1;

    private final String text;
    private final int length;

    private ValueGrammar(String text) {
        this.text = text;
        this.length = text.length();
    }

    /** Returns the value of a text that does not begin with a blank; absent if it is none. */
    static Optional<IniValue> parse(String text) {
        return new ValueGrammar(text).value();
    }

    private Optional<IniValue> value() {
        int last = text.indexOf(',') < 0 ? 0 : lastItem();
        if (last == 0) return single(0).map(IniValue.Text::new);
        if (last == NEVER) {
            boolean lone = text.charAt(0) == ',' && Blanks.isRest(text, 1);
            return lone ? Optional.of(new IniValue.Items(List.of())) : Optional.empty();
        }
        return items(last);
    }

    /** Returns the item that fills the text from a place on, without quotes; absent if that is not one item. */
    private Optional<String> single(int start) {
        if (Blanks.isRest(text, start)) return Optional.of("");
        char first = text.charAt(start);
        if (isQuote(first)) {
            for (int end = text.indexOf(first, start + 1); end >= 0; end = text.indexOf(first, end + 1)) {
                if (Blanks.isRest(text, end + 1)) return Optional.of(text.substring(start + 1, end));
            }
            return Optional.empty();
        }
        int comment = text.indexOf('#', start);
        int end = comment < 0 ? length : comment;
        int comma = text.indexOf(',', start);
        if (comma >= 0 && comma < end) return Optional.empty();
        return Optional.of(text.substring(start, Blanks.trim(text, start, end)));
    }

    /** Returns where the last item of the list begins: 0 if the text is one item, {@link #NEVER} if it is no value. */
    private int lastItem() {
        var begin = new int[length + 1];
        var afterComma = new int[length];
        Arrays.fill(afterComma, NEVER);
        begin[length] = length;
        boolean rest = true; // nothing but a comment to the right
        int stop = length; // the next comma or comment sign
        var quotes = new Quotes[] {new Quotes(), new Quotes()};
        for (int at = length - 1; at >= 0; at--) {
            char c = text.charAt(at);
            var mine = quotes[c == '"' ? 0 : 1];
            int item = NEVER;
            boolean fills;
            if (isQuote(c)) {
                item = mine.item;
                fills = mine.fills;
            } else if (c == ',' || c == '#') {
                fills = c == '#';
            } else {
                if (stop < length && text.charAt(stop) == ',') item = afterComma[stop];
                fills = Blanks.isBlank(c) ? rest : stop == length || text.charAt(stop) == '#';
            }
            begin[at] = item != NEVER ? item : fills ? at : NEVER;

            if (isQuote(c)) mine.closesAt(at, rest, afterComma);
            if (c == ',') afterComma[at] = next(at, begin);
            if (c == ',' || c == '#') stop = at;
            rest = c == '#' || rest && Blanks.isBlank(c);
        }
        return begin[0];
    }

    /** Returns how a list goes on after a comma: past the blanks, or if that fails with some of them in the item. */
    private int next(int comma, int[] begin) {
        for (int at = Blanks.skip(text, comma + 1); at > comma; at--) {
            if (begin[at] != NEVER) return begin[at];
        }
        return NEVER;
    }

    /** What the nearest closing quotes to the right lead to. */
    private final class Quotes {
        private int item = NEVER;
        private boolean fills;

        private void closesAt(int at, boolean rest, int[] afterComma) {
            int comma = Blanks.skip(text, at + 1);
            if (comma < length && text.charAt(comma) == ',' && afterComma[comma] != NEVER) item = afterComma[comma];
            fills |= rest;
        }
    }

    /** Splits what is before the last item again: quotes that close before a comma hold, everything else is bare. */
    private Optional<IniValue> items(int last) {
        var items = new ArrayList<String>();
        boolean[] open = {true, true}; // whether a closing quote can still be found: looking once in vain is enough
        for (int at = 0; at < last; ) {
            char first = text.charAt(at);
            int comma = NEVER;
            int kind = first == '"' ? 0 : 1;
            if (isQuote(first) && open[kind]) {
                comma = commaAfterQuote(at, last);
                open[kind] = comma != NEVER;
            }
            if (comma == NEVER) comma = text.indexOf(',', at);
            int end = Blanks.trim(text, at, comma);
            if (end == at) return Optional.empty();
            items.add(Blanks.unquote(text.substring(at, end)));
            at = Math.min(Blanks.skip(text, comma + 1), last);
        }
        if (Blanks.isRest(text, last)) return Optional.of(new IniValue.Items(items));
        return single(last).map(item -> {
            items.add(item);
            return new IniValue.Items(items);
        });
    }

    private int commaAfterQuote(int start, int limit) {
        char quote = text.charAt(start);
        for (int end = text.indexOf(quote, start + 1); end >= 0 && end < limit; end = text.indexOf(quote, end + 1)) {
            int comma = Blanks.skip(text, end + 1);
            if (comma < limit && text.charAt(comma) == ',') return comma;
        }
        return NEVER;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
