package jdvc.proof.pty;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a shell may write besides text: the sequences that every terminal knows and none answers. Sixteen colours; no mouse,
 * no other screen, no question.
 */
final class Sequences {

    private static final Pattern ALLOWED = Pattern.compile(String.join(
            "|",
            "[\r\n\b\t]",
            "\u001b\\[\\d*[ABCDGKPLM@]", // moves and deletions
            "\u001b\\[J",
            "\u001b\\[H\u001b\\[2J", // Ctrl-L
            "\u001b\\[(?:(?:0|1|2|4|7|22|24|27|3[0-79]|4[0-79]|9[0-7])?(?:;(?=\\d)|m))+", // styles
            "\u001b\\[\\?2004[hl]", // bracketed paste
            "\u001b\\]2;[^\\p{Cntrl}]{0,80}\u0007")); // the window's title

    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}\u0080-\u009f]+");

    private Sequences() {}

    /** Returns the first piece of output that is none of these, with some of what follows. */
    static Optional<String> firstForbidden(String output) {
        var plain = PLAIN.matcher(output);
        var allowed = ALLOWED.matcher(output);
        for (int at = 0; at < output.length(); ) {
            if (plain.region(at, output.length()).lookingAt()) at = plain.end();
            else if (allowed.region(at, output.length()).lookingAt()) at = allowed.end();
            else return Optional.of(shown(output.substring(at, Math.min(output.length(), at + 40))));
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        var shown = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < ' ' || c >= 0x7f && c < 0xa0)
                shown.append("\\x").append(Integer.toHexString(c + 0x100).substring(1));
            else shown.append(c);
        }
        return shown.toString();
    }
}
