package jdvc.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import jdvc.JdvcException;
import org.junit.jupiter.api.Test;

/** The dialect against what DVC makes of the same texts and values. */
class DialectAsDvcTest {

    @Test
    void readsEveryTextAsDvcDoes() throws Exception {
        for (var row : Golden.read("dialect.jsonl")) {
            var text = (String) row.get("text");
            if (row.get("values") == null) {
                assertThrows(JdvcException.class, () -> parse(text), text);
            } else {
                assertEquals(inOrder(Golden.section(row.get("values"))), inOrder(parse(text)), text);
            }
        }
    }

    @Test
    void writesEveryValueAsDvcDoes() throws Exception {
        for (var row : Golden.read("written.jsonl")) {
            var packed = Names.pack(Golden.section(row.get("values")));
            if (row.get("text") == null) {
                assertThrows(JdvcException.class, () -> IniFile.format(packed), packed.toString());
            } else {
                assertEquals(row.get("text"), IniFile.format(packed));
            }
        }
    }

    private static IniValue.Section parse(String text) {
        return Names.unpack(IniFile.parse("config", text.getBytes(UTF_8)).lowerCase());
    }

    /** Maps compare without regard to order, and order is what decides on the file that is written. */
    private static List<String> inOrder(IniValue.Section section) {
        var lines = new ArrayList<String>();
        section.entries().forEach((name, value) -> {
            if (value instanceof IniValue.Section inner) {
                lines.add(name + " {");
                lines.addAll(inOrder(inner));
                lines.add("}");
            } else {
                lines.add(name + " = " + value.getClass().getSimpleName() + value);
            }
        });
        return lines;
    }
}
