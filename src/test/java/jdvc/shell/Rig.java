package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdvc.Progress;
import jdvc.ui.Ask;
import jdvc.ui.Look;
import jdvc.ui.Ui;

/** A shell in a terminal made of streams, with somebody who types. */
final class Rig implements AutoCloseable {

    final Typist typist = new Typist();
    final Captured out = new Captured();
    final List<String> stty = Collections.synchronizedList(new ArrayList<>());
    final FakeHost host;
    private final Shell shell;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private int prompts;

    static Rig terminal() {
        return new Rig("xterm", true, 80, null);
    }

    static Rig wide(int columns) {
        return new Rig("xterm", true, columns, null);
    }

    static Rig dumb(InputStream in) {
        return new Rig("dumb", true, 80, in);
    }

    static Rig script(InputStream in) {
        return new Rig("xterm", false, 80, in);
    }

    private Rig(String term, boolean inTerminal, int columns, @org.jspecify.annotations.Nullable InputStream in) {
        var look =
                Look.of(Map.of("TERM", term), new Look.Terminals(inTerminal, inTerminal, true, false, () -> columns));
        shell = Shell.open(new Shell.Streams(in == null ? typist : in, out, inTerminal, term, look, script -> {
            stty.add(script.replace("exec 2>/dev/null; ", ""));
            return Optional.of(script.contains("-g") ? "4500:5:bf:8a3b:3:1c\n24 " + columns + "\n" : "24 100\n");
        }));
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        host = new FakeHost(new Ui(writer, writer, look, Ask.NEVER, Progress.NONE));
        host.shell = shell;
    }

    Rig start() {
        var thread = new Thread(() -> exit.complete(shell.run(host)), "shell");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    Shell shell() {
        return shell;
    }

    /** Waits for the next prompt. */
    Rig prompt() {
        prompts++;
        out.await("prompt " + prompts, text -> count(text) >= prompts);
        return this;
    }

    Rig type(String keys) {
        typist.type(keys);
        return this;
    }

    /** Types a line, runs it and waits for the next prompt. */
    Rig line(String line) {
        return type(line + "\r").prompt();
    }

    Rig sees(String text) {
        out.await("'" + text + "'", words -> words.contains(text));
        return this;
    }

    /** Waits until candidates were asked for. */
    void awaitAsked() {
        try {
            assertTrue(host.asked.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int exit() {
        try {
            return exit.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(out.text(), e);
        }
    }

    @Override
    public void close() {
        typist.hangUp();
        exit();
        assertNoQuestions(out.text());
    }

    /** Nothing may be written that a terminal answers, or that takes over its mouse or its screen. */
    static void assertNoQuestions(String text) {
        for (var each : List.of(
                "\u001b\\[[>=]?[0-9;]*c", // what are you
                "\u001b\\[[?]?[0-9;]*n", // where is the cursor
                "\u001b\\[[?]?[0-9;]*\\$p", // is this mode on
                "\u001b\\[[>?]?[0-9;]*[qtux]", // name, window, keyboard, parameters
                "\u001bZ",
                "\u0005",
                "\u001bP", // settings and capabilities
                "\u001b\\](?!2;)", // colours, clipboard, links: all but the title
                "\u001b_",
                "\u001b\\^",
                "\u001b\\[\\?(9|100[0-6]|1015|1016)[hl]", // mouse
                "\u001b\\[\\?(47|1047|1049)[hl]")) { // the other screen
            assertFalse(java.util.regex.Pattern.compile(each).matcher(text).find(), each + " in " + escaped(text));
        }
    }

    private static String escaped(String text) {
        return text.replace("\u001b", "<ESC>");
    }

    private static int count(String text) {
        int count = 0;
        for (int at = text.indexOf("main \u276f "); at >= 0; at = text.indexOf("main \u276f ", at + 1)) count++;
        return count;
    }
}
