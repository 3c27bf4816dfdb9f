package jdvc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jdvc.Json.BadJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

    @Test
    void integersAreLongsAndTheRestDoubles() throws BadJsonException {
        assertEquals(0L, Json.parse("0"));
        assertEquals(-120L, Json.parse("-120"));
        assertEquals(123456789012345678L, Json.parse("123456789012345678"));
        assertEquals(1234567890123456789012.0, Json.parse("1234567890123456789012"));
        assertEquals(0.5, Json.parse("0.50"));
        assertEquals(-1e-7, Json.parse("-1E-7"));
        assertEquals(20.0, Json.parse("2e+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-", "01", "-01", "1.", ".5", "1.e2", "1e", "1e+", "+1", "1-2", "1.2.3", "0x1", "1e5.5", "NaN"})
    void refusesWhatIsNoNumber(String text) {
        assertThrows(BadJsonException.class, () -> Json.parse(text));
    }

    @Test
    void refusesLongNumbers() throws BadJsonException {
        assertEquals(1e63, Json.parse("1" + "0".repeat(63)));
        assertThrows(BadJsonException.class, () -> Json.parse("1" + "0".repeat(64)));
        assertThrows(BadJsonException.class, () -> Json.parse("0." + "1".repeat(63)));
    }
}
