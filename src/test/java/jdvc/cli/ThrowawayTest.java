package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.ui.Look;
import jdvc.ui.Ui;
import org.junit.jupiter.api.Test;

class ThrowawayTest {

    private static String said(Map<String, String> vars) {
        var err = new StringWriter();
        var env = new Env(Path.of("/"), Path.of("/"), vars, Clock.systemUTC(), new Random(1), 1);
        Throwaway.warn(env, new Ui(new StringWriter(), err, Look.plain(), prompt -> Optional.empty(), Progress.NONE));
        return err.toString();
    }

    @Test
    void warnsWhereNothingIsMadeToLast() {
        assertEquals(
                "WARNING: JDVC_DURABILITY is off: a power cut may lose what was saved; for machines that are thrown away\n",
                said(Map.of("JDVC_DURABILITY", "off")));
    }

    @Test
    void isSilentElsewhere() {
        assertEquals("", said(Map.of()));
        assertEquals("", said(Map.of("JDVC_DURABILITY", "full")));
        assertEquals("", said(Map.of("JDVC_DURABILITY", "nonsense")));
    }
}
