package jdvc.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.Json;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path state;

    private Journal journal;
    private final List<String> warnings = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public Task start(String title, long files, long bytes) {
            return Task.NONE;
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    };

    @BeforeEach
    void open() {
        journal = journal(Map.of());
    }

    private Journal journal(Map<String, String> vars) {
        var clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        var env = new Env(state, state, vars, clock, new Random(1), 1);
        var disk = new LocalDisk(Durability.OFF, new Random(1), 022);
        return new Journal(new Call(env, disk, List.of("add", "data"), false), state);
    }

    private Map<String, Object> read(int number) throws Exception {
        return Json.parseObject(Files.readString(state.resolve("journal/" + number + "/op.json")));
    }

    @Test
    void recordsWhatChangedAndWhatWasThere() throws Exception {
        try (var operation = journal.begin("add")) {
            operation.metafile("data.dvc", Optional.of("old".getBytes(UTF_8)), Optional.of("new".getBytes(UTF_8)));
            operation.metafile(".gitignore", Optional.empty(), Optional.of("/data\n".getBytes(UTF_8)));
            operation.announced();
            assertEquals("open", read(1).get("state"));
            operation.done();
        }
        var op = read(1);
        assertEquals("v", op.keySet().iterator().next());
        assertEquals("done", op.get("state"));
        assertEquals(List.of("add", "data"), op.get("argv"));
        assertEquals("2026-01-02T03:04:05Z", op.get("time"));
        var after = Hasher.hash("new".getBytes(UTF_8), Layout.V3).hex();
        assertEquals(
                Map.of("path", "data.dvc", "before", "before-0", "after", after),
                ((List<?>) op.get("metafiles")).get(0));
        assertEquals("old", Files.readString(state.resolve("journal/1/before-0")));
    }

    @Test
    void anOperationThatChangesNothingLeavesNothing() throws Exception {
        try (var operation = journal.begin("checkout")) {
            operation.done();
        }
        assertFalse(Files.exists(state.resolve("journal")));
    }

    @Test
    void numbersGoUpAndOnlyTheLastTwoHundredStay() throws Exception {
        for (int i = 0; i < 203; i++) {
            try (var operation = journal.begin("add")) {
                operation.metafile("a.dvc", Optional.empty(), Optional.of(new byte[] {1}));
                operation.done();
            }
        }
        try (var all = Files.list(state.resolve("journal"))) {
            assertEquals(200, all.count());
        }
        assertEquals("done", read(203).get("state"));
        assertFalse(Files.exists(state.resolve("journal/3")));
    }

    @Test
    void theTrashOfOldOperationsIsEmptiedWhenOneEnds() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (var operation = journal(Map.of("JDVC_TRASH_PERCENT", "0")).begin("checkout")) {
                operation.workspace("a", Optional.of("trash"), Optional.empty());
                Files.createDirectories(operation.trash());
                Files.writeString(operation.trash().resolve("a"), "a");
                operation.done();
            }
        }
        try (var kept = Files.list(state.resolve("trash"))) {
            assertEquals(List.of(state.resolve("trash/2")), kept.toList());
        }
    }

    @Test
    void aWrongSettingOfTheTrashFailsNoOperation() throws Exception {
        Files.createDirectories(state.resolve("trash/1"));
        try (var operation = journal(Map.of("JDVC_TRASH_DAYS", "seven")).begin("add")) {
            operation.metafile("a.dvc", Optional.empty(), Optional.of(new byte[] {1}));
            operation.done();
        }
        assertEquals("done", read(1).get("state"));
        assertTrue(Files.exists(state.resolve("trash/1")));
    }

    @Test
    void anInterruptedOperationIsToldOnceAndKept() throws Exception {
        var operation = journal.begin("add");
        operation.metafile("a.dvc", Optional.empty(), Optional.of(new byte[] {1}));
        operation.announced(); // killed here
        journal.recover(progress);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("`jdvc add` was interrupted"), warnings.toString());
        journal.recover(progress);
        assertEquals(1, warnings.size());
    }

    @Test
    void aJournalOfANewerProgramIsLeftAlone() throws Exception {
        Files.createDirectories(state.resolve("journal/7"));
        var text = "{\"v\": 2, \"state\": \"open\"}";
        Files.writeString(state.resolve("journal/7/op.json"), text);
        journal.recover(progress);
        assertTrue(warnings.get(0).contains("newer"), warnings.toString());
        assertEquals(text, Files.readString(state.resolve("journal/7/op.json")));
    }

    @Test
    void aDamagedEntryStopsNothing() throws IOException {
        Files.createDirectories(state.resolve("journal/7"));
        Files.writeString(state.resolve("journal/7/op.json"), "{");
        journal.recover(progress);
        assertEquals(1, warnings.size());
        assertTrue(journal.begin("add").trash().endsWith("trash/8"));
    }

    /** A longer one could not be read again, by which it would stop what comes after it. */
    @Test
    void ofTooManyFilesOnlyTheirNumberIsKept() throws Exception {
        var operation = journal.begin("checkout");
        for (int i = 0; i < 80_000; i++) {
            operation.workspace("d/" + "x".repeat(240) + i, Optional.empty(), Optional.empty());
        }
        operation.announced(); // killed here
        assertTrue(Files.size(state.resolve("journal/1/op.json")) < 1000);
        journal.recover(progress);
        assertTrue(warnings.get(0).contains("`jdvc checkout` was interrupted"), warnings.toString());
        var e = assertThrows(JdvcException.class, () -> journal.entry(1));
        assertTrue(String.valueOf(e.getMessage()).contains("changed 80000 files"), e.getMessage());
    }

    @Test
    void anEntryThatIsTooLongStopsNothing() throws IOException {
        Files.createDirectories(state.resolve("journal/7"));
        Files.writeString(state.resolve("journal/7/op.json"), " ".repeat((16 << 20) + 1));
        journal.recover(progress);
        assertEquals(1, warnings.size());
    }
}
