package jdvc.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines that JLine goes through, none of them twice; what is added is stored at once. */
final class LineHistory extends DefaultHistory {

    private final ShellHost<?> host;

    LineHistory(ShellHost<?> host) {
        this.host = host;
        reload();
    }

    /** Takes what the host has stored in place of what was there; if that is nothing, all stays as it is. */
    void reload() {
        var stored = HistoryText.parse(host.loadHistory());
        if (!stored.isEmpty()) replace(stored);
    }

    /** A line that begins with a blank is not kept, as in other shells. */
    @Override
    public void add(Instant time, String line) {
        if (line.isBlank() || line.startsWith(" ")) return;
        var kept = host.remembered(line.stripTrailing());
        if (kept.isEmpty()) return;
        replace(HistoryText.plus(lines(), kept.get()));
        host.addHistory(kept.get());
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var entry : this) lines.add(entry.line());
        return lines;
    }

    private void replace(List<String> lines) {
        try {
            purge();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no file that it could fail on
        }
        for (var line : lines) internalAdd(Instant.EPOCH, line);
        resetIndex();
    }
}
