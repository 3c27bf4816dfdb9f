package jdvc.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecTest {

    @TempDir
    Path directory;

    @Test
    void returnsExitAndBothStreams() throws IOException {
        var result = Exec.run(directory, Map.of(), List.of("sh", "-c", "echo out; echo err >&2; exit 3"));
        assertEquals(3, result.exit());
        assertEquals("out\n", result.output());
        assertEquals("err", result.text());
    }

    @Test
    void feedsMoreThanAPipeHolds() throws IOException {
        var input = new byte[1 << 20];
        assertArrayEquals(
                input, Exec.run(directory, Map.of(), List.of("cat"), input).out());
    }

    @Test
    void collectsMuchFromBothStreamsAtOnce() throws IOException {
        var script = "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; cat";
        var result = Exec.run(directory, Map.of(), List.of("sh", "-c", script), new byte[1 << 20]);
        assertEquals(3_000_000 + (1 << 20), result.out().length);
        assertEquals(3_000_000, result.err().length);
    }

    @Test
    void aProgramNeedNotReadItsInput() throws IOException {
        assertEquals(
                0,
                Exec.run(directory, Map.of(), List.of("true"), new byte[1 << 20])
                        .exit());
    }

    @Test
    void splitsNamesAtNul() throws IOException {
        var result = Exec.run(directory, Map.of(), List.of("printf", "a\\0b c\\n\\0\u00e9\\0"));
        assertEquals(List.of("a", "b c\n", "\u00e9"), result.names());
    }

    @Test
    void setsAndRemovesVariables() throws IOException {
        var script = List.of("sh", "-c", "echo ${A-unset} ${HOME-unset}");
        assertEquals(
                "1 unset\n",
                Exec.run(directory, Map.of("A", "1", "HOME", ""), script).output());
    }

    @Test
    void programsGetTheUsersLocaleBack() {
        var german = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "JDVC_USER_LC_ALL", "de_DE", "LANG", "fr_FR"));
        Exec.restoreLocale(german);
        assertEquals(Map.of("LC_ALL", "de_DE", "LANG", "fr_FR"), german);

        var none = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "JDVC_USER_LC_ALL", "", "LANG", "fr_FR"));
        Exec.restoreLocale(none);
        assertEquals(Map.of("LANG", "fr_FR"), none);

        var notOurs = new HashMap<>(Map.of("LC_ALL", "C"));
        Exec.restoreLocale(notOurs);
        assertEquals(Map.of("LC_ALL", "C"), notOurs);
    }

    @Test
    void aMissingProgramExits127() throws IOException {
        assertEquals(
                Exec.NOT_FOUND,
                Exec.run(directory, Map.of(), List.of("no-such-program")).exit());
    }

    @Test
    void neverTakesAProgramFromTheCurrentDirectory() throws IOException {
        var planted = Files.writeString(directory.resolve("planted"), "#!/bin/sh\necho planted\n");
        assertTrue(planted.toFile().setExecutable(true));
        for (var path : List.of(":/bin", ".:/bin", "/bin::", "/bin:")) {
            assertEquals(
                    Exec.NOT_FOUND,
                    Exec.run(directory, Map.of("PATH", path), List.of("planted"))
                            .exit(),
                    path);
        }
    }

    @Test
    void anInterruptEndsTheProgram() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> Exec.run(directory, Map.of(), List.of("sleep", "1000")));
        assertTrue(Thread.interrupted());
    }
}
