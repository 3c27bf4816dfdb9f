package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "4096, 4.0 KiB",
        "1536, 1.5 KiB",
        "102400, 100 KiB",
        "1048064, 1.0 MiB",
        "1048575, 1.0 MiB",
        "1047552, 1023 KiB",
        "5242880, 5.0 MiB",
        "1073741823, 1.0 GiB",
        "9223372036854775807, 8.0 EiB",
    })
    void writesSizes(long bytes, String text) {
        assertEquals(text, Amount.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "440, 0.4 s",
        "9940, 9.9 s",
        "9950, 10 s",
        "12400, 12 s",
        "59600, 1 min 0 s",
        "185000, 3 min 5 s",
        "3600000, 1 h 0 min",
        "5430000, 1 h 30 min",
    })
    void writesDurations(long millis, String text) {
        assertEquals(text, Amount.duration(Duration.ofMillis(millis)));
    }

    @Test
    void counts() {
        assertEquals("0 files", Amount.count(0, "file"));
        assertEquals("1 file", Amount.count(1, "file"));
        assertEquals("2 files", Amount.count(2, "file"));
    }
}
