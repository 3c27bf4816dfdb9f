package jdvc.proof.pty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.Json;

/** Talks with a script of {@code dev} that serves: a JSON array a step, an answer a step; it ends with its input. */
final class Steps {

    private static final int MAX_STRING = 64 << 20;

    private final Process process;
    private final BufferedReader answers;
    private final Writer steps;

    Steps(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        steps = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Returns what the step answers, the empty text if nothing; a step that fails fails the test. */
    Object take(String name, Object... args) {
        var call = new ArrayList<Object>(List.of(name));
        call.addAll(List.of(args));
        try {
            steps.write(Json.format(call) + "\n");
            steps.flush();
            var line = answers.readLine();
            if (line == null) throw new AssertionError("the script is gone before " + call);
            return value((Map<?, ?>) Json.parse(line, MAX_STRING), call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.BadJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(Map<?, ?> answer, List<Object> call) {
        if (Boolean.TRUE.equals(answer.get("ok"))) {
            var value = answer.get("value");
            return value == null ? "" : value;
        }
        var text = new StringBuilder(call + ": " + answer.get("error"));
        for (var row : rows(answer.get("screen"))) text.append("\n| ").append(row);
        throw new AssertionError(text.toString().stripTrailing());
    }

    static List<String> rows(Object value) {
        var rows = new ArrayList<String>();
        for (var each : (List<?>) value) rows.add(String.valueOf(each));
        return rows;
    }

    void close() {
        try {
            steps.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
