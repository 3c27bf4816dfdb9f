package jdvc.shell;

import static org.jline.reader.LineReader.*;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Reference;

/** Which key does what. Nothing needs a key that a browser keeps for itself: Ctrl-W, -T and -N have other ways. */
final class Keyboard {

    static final String INTERRUPT = "interrupt";
    static final String NEWLINE = "newline";
    static final String OLDER = "older";
    static final String NEWER = "newer";
    static final String NOTHING = "nothing";

    private static final String[][] KEYS = {
        {"\u0001", BEGINNING_OF_LINE},
        {"\u0002", BACKWARD_CHAR},
        {"\u0003", INTERRUPT},
        {"\u0004", DELETE_CHAR},
        {"\u0005", END_OF_LINE},
        {"\u0006", FORWARD_CHAR},
        {"\u0007", SEND_BREAK},
        {"\b", BACKWARD_KILL_WORD}, // Ctrl-Backspace in a browser
        {"\t", EXPAND_OR_COMPLETE},
        {"\n", NEWLINE}, // Shift-Enter in a browser
        {"\u000b", KILL_LINE},
        {"\f", CLEAR_SCREEN},
        {"\r", ACCEPT_LINE},
        {"\u000e", NEWER},
        {"\u0010", OLDER},
        {"\u0012", HISTORY_INCREMENTAL_SEARCH_BACKWARD},
        {"\u0013", HISTORY_INCREMENTAL_SEARCH_FORWARD},
        {"\u0014", TRANSPOSE_CHARS},
        {"\u0015", KILL_WHOLE_LINE},
        {"\u0017", BACKWARD_KILL_WORD},
        {"\u0019", YANK},
        {"\u001a", NOTHING},
        {"\u001c", NOTHING},
        {"\u001f", UNDO},
        {"\u007f", BACKWARD_DELETE_CHAR},
        {"\u001bb", BACKWARD_WORD},
        {"\u001bf", FORWARD_WORD},
        {"\u001bd", KILL_WORD},
        {"\u001by", YANK_POP},
        {"\u001bz", UNDO},
        {"\u001b\b", BACKWARD_KILL_WORD},
        {"\u001b\u007f", BACKWARD_KILL_WORD}, // Alt-Backspace
        {"\u001b\r", NEWLINE},
        {"\u001b\n", NEWLINE},
        {"\u001b[A", OLDER},
        {"\u001bOA", OLDER},
        {"\u001b[B", NEWER},
        {"\u001bOB", NEWER},
        {"\u001b[C", FORWARD_CHAR},
        {"\u001bOC", FORWARD_CHAR},
        {"\u001b[D", BACKWARD_CHAR},
        {"\u001bOD", BACKWARD_CHAR},
        {"\u001b[H", BEGINNING_OF_LINE},
        {"\u001bOH", BEGINNING_OF_LINE},
        {"\u001b[1~", BEGINNING_OF_LINE},
        {"\u001b[7~", BEGINNING_OF_LINE},
        {"\u001b[F", END_OF_LINE},
        {"\u001bOF", END_OF_LINE},
        {"\u001b[4~", END_OF_LINE},
        {"\u001b[8~", END_OF_LINE},
        {"\u001b[2~", NOTHING},
        {"\u001b[3~", DELETE_CHAR},
        {"\u001b[3;5~", KILL_WORD}, // Ctrl-Delete
        {"\u001b[3;3~", KILL_WORD},
        {"\u001b[5~", OLDER},
        {"\u001b[6~", NEWER},
        {"\u001b[Z", NOTHING}, // Shift-Tab goes back in the menu only
        {"\u001b[200~", BEGIN_PASTE},
        {"\u001b[201~", NOTHING},
        {"\u001b[I", NOTHING},
        {"\u001b[O", NOTHING},
    };

    private Keyboard() {}

    /** Returns the keys of a prompt. */
    static KeyMap<Binding> keys() {
        var map = new KeyMap<Binding>();
        var insert = new Reference(SELF_INSERT);
        for (char c = ' '; c < 0x7f; c++) map.bind(insert, String.valueOf(c));
        map.setUnicode(insert);
        for (var each : KEYS) map.bind(new Reference(each[1]), each[0]);
        bindModified(map);
        bindFunctionKeys(map);
        return map;
    }

    /** Arrows with Shift, Alt, Ctrl and all of them: sideways by words. Unbound, their ends would be typed as text. */
    private static void bindModified(KeyMap<Binding> map) {
        for (char modifier = '2'; modifier <= '8'; modifier++) {
            String start = "\u001b[1;" + modifier;
            boolean shift = modifier == '2';
            map.bind(new Reference(OLDER), start + "A");
            map.bind(new Reference(NEWER), start + "B");
            map.bind(new Reference(shift ? FORWARD_CHAR : FORWARD_WORD), start + "C");
            map.bind(new Reference(shift ? BACKWARD_CHAR : BACKWARD_WORD), start + "D");
            map.bind(new Reference(BEGINNING_OF_LINE), start + "H");
            map.bind(new Reference(END_OF_LINE), start + "F");
        }
    }

    private static void bindFunctionKeys(KeyMap<Binding> map) {
        var nothing = new Reference(NOTHING);
        for (char c = 'P'; c <= 'S'; c++) map.bind(nothing, "\u001bO" + c);
        for (int number = 11; number <= 24; number++) map.bind(nothing, "\u001b[" + number + "~");
    }
}
