package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.ui.Look;
import jdvc.ui.Ui;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowawayTest {

    @TempDir
    Path home;

    private static String said(Durability durability) {
        var err = new StringWriter();
        Throwaway.warn(
                durability, new Ui(new StringWriter(), err, Look.plain(), prompt -> Optional.empty(), Progress.NONE));
        return err.toString();
    }

    private Durability durability(Map<String, String> vars) {
        return Main.disk(new Env(home, home, vars, Clock.systemUTC(), new Random(1), 1), told -> {})
                .durability();
    }

    private void configure(String durability) throws IOException {
        var file = home.resolve(".config/jdvc/jdvc.conf");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[jdvc]\n    durability = " + durability + "\n");
    }

    @Test
    void warnsWhereNothingIsMadeToLast() {
        assertEquals(
                "WARNING: jdvc.durability is off: a power cut may lose what was saved; for machines that are thrown away\n",
                said(Durability.OFF));
    }

    @Test
    void isSilentElsewhere() {
        assertEquals("", said(Durability.BATCH));
        assertEquals("", said(Durability.FULL));
    }

    @Test
    void theUsersFileSaysHowMuchIsMadeToLast() throws IOException {
        assertEquals(Durability.BATCH, durability(Map.of()));
        configure("full");
        assertEquals(Durability.FULL, durability(Map.of()));
    }

    @Test
    void theVariableWinsOverTheFile() throws IOException {
        configure("full");
        assertEquals(Durability.OFF, durability(Map.of("JDVC_DURABILITY", "off")));
    }

    @Test
    void nonsenseDoesNotWeaken() throws IOException {
        assertEquals(Durability.BATCH, durability(Map.of("JDVC_DURABILITY", "nonsense")));
        configure("nonsense");
        assertEquals(Durability.BATCH, durability(Map.of()));
    }
}
