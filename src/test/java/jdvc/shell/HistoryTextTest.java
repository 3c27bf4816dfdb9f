package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTextTest {

    @Test
    void readsWhatItWrote() {
        var lines = List.of("push 'a\nb'", "push a\\\\n", "status");
        assertEquals(lines, HistoryText.parse(HistoryText.format(lines)));
        assertEquals(List.of(), HistoryText.parse(""));
    }

    @Test
    void keepsALineOnceAndWhereItWasTypedLast() {
        assertEquals(List.of("b", "a"), HistoryText.plus(List.of("a", "b"), "a"));
        assertEquals(List.of("b", "a"), HistoryText.parse("a\nb\na\n"));
    }

    @Test
    void keepsTheLast() {
        var many = IntStream.range(0, 3000).mapToObj(String::valueOf).toList();
        var kept = HistoryText.parse(HistoryText.format(many));
        assertEquals(HistoryText.MAX_LINES, kept.size());
        assertEquals("2999", kept.get(kept.size() - 1));
    }

    @Test
    void leavesOutWhatMustNotReachATerminal() {
        assertEquals(List.of("a"), HistoryText.parse("\u001b[2J\na\n\u009bx\n \n\u007f\n"));
    }
}
