package jdvc.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.util.List;
import jdvc.track.Scalars.Type;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    @Test
    void whatOnlyYaml11TakesForValuesIsText() {
        for (var text :
                List.of("yes", "no", "on", "off", "y", "n", "12:30:45", "1.0.0", "~a", "a", ".5e3", "tRue", "-", "+")) {
            assertEquals(Type.TEXT, Scalars.typeOf(text), text);
        }
    }

    @Test
    void knowsTheTypesOfYaml12() {
        expect(Type.BOOLEAN, "true", "True", "TRUE", "false", "False", "FALSE");
        expect(Type.NULL, "", "~", "null", "Null", "NULL");
        expect(
                Type.INTEGER,
                "123",
                "08",
                "012",
                "1_000",
                "-5",
                "+1",
                "0x1f",
                "0o17",
                "0b1",
                "00000000000000000000000000000000");
        expect(Type.FLOAT, "1.", ".5", "1.5", "1e3", "12e4", "1.5e+3", ".5e+3", "-.inf", ".inf", ".nan", "1_0.5");
        expect(Type.FLOAT, "12e45678901234567890123456789012");
        expect(
                Type.TIMESTAMP,
                "2021-01-01",
                "2021-1-1 10:00:00",
                "2001-12-14t21:59:43.10-05:00",
                "2001-12-14T21:59:43Z");
        expect(Type.SPECIAL, "=", "<<");
        expect(Type.TEXT, "2021-1-1", "2021-01-01x", "1.5.5", "0x", "0xg", "1e", "+.nan", "..5", ".", "e5", "1e3e3");
    }

    private static void expect(Type type, String... texts) {
        for (var text : texts) assertEquals(type, Scalars.typeOf(text), text);
    }

    @Test
    void readsNumbersAsPythonDoes() {
        assertEquals(31L, Scalars.valueOf("0x1f"));
        assertEquals(15L, Scalars.valueOf("0o17"));
        assertEquals(12L, Scalars.valueOf("012"));
        assertEquals(1000L, Scalars.valueOf("1_000"));
        assertEquals(-3L, Scalars.valueOf("-0b11"));
        assertEquals(
                new BigInteger("123456789012345678901234567890"), Scalars.valueOf("123456789012345678901234567890"));
        assertEquals(1000.0, Scalars.valueOf("1e3"));
        assertEquals(Double.NEGATIVE_INFINITY, Scalars.valueOf("-.inf"));
        assertNull(Scalars.valueOf("~"));
        assertEquals("2021-01-01", Scalars.valueOf("2021-01-01"));
    }

    @Test
    void aHostileNumberCostsNothing() {
        var digits = "9".repeat(5_000_000);
        assertEquals(digits, Scalars.valueOf(digits));
    }
}
