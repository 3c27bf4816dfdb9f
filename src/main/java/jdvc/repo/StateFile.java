package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdvc.Json;
import jdvc.disk.Disk;

/** A file of JSON in the state folder: advice, so that one that is damaged or of another version is as none. */
final class StateFile {

    private static final Long VERSION = 1L;

    private final Disk disk;
    private final Path file;
    private final long maxBytes;

    StateFile(Disk disk, Path file, long maxBytes) {
        this.disk = disk;
        this.file = file;
        this.maxBytes = maxBytes;
    }

    Optional<Map<String, Object>> read() throws IOException {
        var content = disk.read(file, maxBytes);
        if (content.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Json.parseObject(new String(content.get(), StandardCharsets.UTF_8)))
                    .filter(all -> VERSION.equals(all.get("v")));
        } catch (Json.BadJsonException e) {
            return Optional.empty();
        }
    }

    /** Returns the rows of one of the tables in the file, to be changed and written again; empty if there is none. */
    Map<String, Object> rows(String table) throws IOException {
        var rows = new LinkedHashMap<String, Object>();
        var all = read();
        if (all.isPresent() && all.get().get(table) instanceof Map<?, ?> map) {
            map.forEach((key, row) -> rows.put(String.valueOf(key), row));
        }
        return rows;
    }

    /** Replaces the file, whose loss in a power cut costs nothing but time. */
    void write(Map<String, Object> parts) throws IOException {
        byte[] bytes = bytes(parts);
        disk.makeDirectories(Disk.directoryOf(file), 0700);
        disk.replaceState(file, out -> out.write(bytes));
    }

    /** As {@link #write}, for what a power cut must not take. */
    void writeDurably(Map<String, Object> parts) throws IOException {
        disk.makeDirectories(Disk.directoryOf(file), 0700);
        disk.replace(file, bytes(parts), 0600);
    }

    private static byte[] bytes(Map<String, Object> parts) {
        var all = new LinkedHashMap<String, Object>();
        all.put("v", VERSION);
        all.putAll(parts);
        return Json.format(all).getBytes(StandardCharsets.UTF_8);
    }
}
