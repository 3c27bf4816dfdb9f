package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PromptPaceTest {

    private final PromptPace pace = new PromptPace();

    @Test
    void looksMoreSeldomWhileNothingChanges() {
        assertEquals(Duration.ofSeconds(2), pause());
        for (int seconds : new int[] {4, 8, 16, 16}) {
            pace.looked(1000, false);
            assertEquals(Duration.ofSeconds(seconds), pause());
        }
        pace.looked(1000, true);
        assertEquals(Duration.ofSeconds(2), pause());
        pace.looked(1000, false);
        pace.acted();
        assertEquals(Duration.ofSeconds(2), pause());
    }

    @Test
    void takesATwentiethOfTheTimeAtMost() {
        pace.looked(Duration.ofSeconds(3).toNanos(), true);
        assertEquals(Duration.ofSeconds(60), pause());
        pace.acted();
        assertEquals(Duration.ofSeconds(60), pause());
    }

    @Test
    void whatIsHalfAMinuteOldMayBeWrong() {
        assertFalse(PromptPace.isOld(Duration.ofSeconds(20).toNanos()));
        assertTrue(PromptPace.isOld(Duration.ofSeconds(31).toNanos()));
    }

    private Duration pause() {
        return Duration.ofNanos(pace.pause());
    }
}
