package jdvc.track;

import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.Json;
import org.junit.jupiter.api.Test;

/** The languages of params files, as DVC reads them. */
class ParamsFileTest {

    private static String json(String file, String content) {
        return Json.format(ParamsFile.of(path(file), utf8(content)).all());
    }

    @Test
    void theNameTellsTheLanguage() {
        assertEquals("{\"lr\": 0.1, \"n\": {\"a\": [1, \"x\"]}}", json("params.yaml", "lr: 0.1\nn:\n  a: [1, x]\n"));
        assertEquals("{\"lr\": 0.1}", json("params.json", "{\"lr\": 0.1}"));
        assertEquals("{\"lr\": 0.1}", json("params.toml", "lr = 0.1\n"));
        assertEquals("{\"lr\": 0.1}", json("params.py", "lr = 0.1\n"));
        assertEquals("{\"lr\": 0.1}", json("params", "lr: 0.1\n"));
    }

    @Test
    void tomlKeepsTheOrderOfItsFile() {
        assertEquals(
                "{\"z\": 1, \"a\": {\"y\": [{\"k\": true}], \"b\": 255}}",
                json("p.toml", "z = 1\n[a]\ny = [{k = true}]\nb = 0xFF\n"));
        assertEquals("{\"day\": \"1979-05-27\"}", json("p.toml", "day = 1979-05-27\n"));
    }

    @Test
    void pythonGivesWhatItsModuleClassesAndConstructorsAssign() {
        var source = """
                import os
                BOOL = True  # a comment
                INT: int = 5
                FLOAT = -5e-1
                TEXT = 'it''s' "\\n"
                DICT = {'a': 1, 'b': {2: None}}
                LIST = [1, 2,
                    3]
                TUPLE = 10, 100
                SET = {4}
                COMPUTED = os.cpu_count()
                F = f"{INT}"
                A = B = 1
                if BOOL:
                    HIDDEN = 1
                class Train:
                    EPOCHS = 70
                    def __init__(self):
                        self.layers = 5
                        local = 1
                    def other(self):
                        self.no = 1
                    class Inner:
                        X = 0x10; Y = (1)
                AFTER = ()
                """;
        assertEquals(
                "{\"BOOL\": true, \"INT\": 5, \"FLOAT\": -0.5, \"TEXT\": \"its\\n\", \"DICT\": {\"a\": 1, \"b\": {\"2\": null}},"
                        + " \"LIST\": [1, 2, 3], \"TUPLE\": [10, 100], \"SET\": [4], \"Train\": {\"EPOCHS\": 70, \"layers\": 5,"
                        + " \"Inner\": {\"X\": 16, \"Y\": 1}}, \"AFTER\": []}",
                json("p.py", source));
    }

    @Test
    void pythonHasNumbersThatYamlHasNot() {
        assertEquals(
                "{\"a\": 500.0, \"b\": 31, \"c\": 1000, \"d\": 10.0, \"e\": -9, \"f\": 0.5, \"g\": 18446744073709551616}",
                json(
                        "p.py",
                        "a = .5e3\nb = 0X1F\nc = 1_000\nd = 1.E+1\ne = -0o11\nf = .5\ng = 0x1_0000_0000_0000_0000\n"));
        for (var each : List.of("1f", "1.5d", ".inf", ".nan", "0x", "0x1p3", "0b12", ".", ".e5", "1e", "3j", "1__x")) {
            assertEquals("{}", json("p.py", "a = " + each + "\n"), each);
        }
    }

    @Test
    void keysLeadIntoMappingsAndLists() {
        var file = ParamsFile.of(path("params.yaml"), utf8("a:\n  b: [5, {c: 7}]\nn: null\n"));
        var found = file.select(List.of("a.b.0", "a.b.1.c", "n", "gone", "a.b.9", "a.b.x"));
        assertEquals("{\"a.b.0\": 5, \"a.b.1.c\": 7, \"n\": null}", Json.format(found));
    }

    @Test
    void valuesAreTheSameWhereTheyAreInPython() {
        assertTrue(ParamsFile.same(1L, 1.0));
        assertTrue(ParamsFile.same(true, 1L));
        assertTrue(ParamsFile.same(List.of(1L), List.of(1.0)));
        assertTrue(ParamsFile.same(Map.of("a", 1L, "b", 2L), Map.of("b", 2.0, "a", 1L)));
        assertFalse(ParamsFile.same("1", 1L));
        assertFalse(ParamsFile.same(9007199254740993L, 9007199254740992.0));
        assertFalse(ParamsFile.same(Double.NaN, null));
    }

    @Test
    void damageIsTold() {
        for (var each : List.of(
                "p.toml:a = ", "p.py:a = [1", "p.py:a = 'x", "p.json:[1]", "p.yaml:- 1", "p.toml:a = 1\na = 2")) {
            int colon = each.indexOf(':');
            var failure =
                    assertThrows(JdvcException.class, () -> json(each.substring(0, colon), each.substring(colon + 1)));
            assertEquals(JdvcException.Kind.BADMETA, failure.kind(), each);
        }
        var deep = "a = " + "[".repeat(100_000);
        assertThrows(JdvcException.class, () -> json("p.toml", deep));
        assertThrows(JdvcException.class, () -> json("p.py", deep));
        assertEquals("{}", json("p.py", "a = " + "[".repeat(100_000) + "]".repeat(100_000)));
    }
}
