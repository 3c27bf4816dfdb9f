package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.git.History;
import jdvc.object.RelPath;
import jdvc.track.Numbers;

/** What the numbers of one metrics file were, as far as Git has it: one more thing to look at, so what cannot be read is left out. */
final class FiguresPast {

    static final long MAX_BYTES = 1 << 20;

    private final History history;
    private final String path;
    private final Map<String, List<Double>> byName = new HashMap<>();
    private byte[] last = new byte[0];

    FiguresPast(History history, String path) {
        this.history = history;
        this.path = path;
    }

    /** Adds what the newest commits up to one made of the file. */
    void addCommits(String from, int most) throws IOException {
        var blobs = new ArrayList<>(history.contents(path, from, most));
        Collections.reverse(blobs);
        try {
            var contents = history.readAll(blobs, MAX_BYTES);
            for (var blob : blobs) add(contents.getOrDefault(blob, new byte[0]));
        } catch (JdvcException e) {
            return; // of a clone that is not whole, or too big
        }
    }

    /** Adds what the file is now, if that is news. */
    void addLast(Optional<byte[]> now) {
        if (now.isPresent() && !Arrays.equals(now.get(), last)) add(now.get());
    }

    Map<String, List<Double>> byName() {
        return byName;
    }

    private void add(byte[] content) {
        last = content;
        var file = RelPath.ifSafe(path);
        if (file.isEmpty()) return;
        Numbers.of(file.get(), content)
                .forEach((name, number) ->
                        byName.computeIfAbsent(name, any -> new ArrayList<>()).add(number.doubleValue()));
    }
}
