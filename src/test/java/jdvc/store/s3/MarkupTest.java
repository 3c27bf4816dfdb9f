package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The answers of servers, friendly and not. */
class MarkupTest {

    private static final String LIST = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix/>"
            + "<Contents><Key>a &amp; b&#x41;&#66;é</Key><Size>3</Size></Contents><!-- <x> --></ListBucketResult>\n";

    @Test
    void readsElementsAndTexts() throws Exception {
        assertEquals(
                List.of("Name=b", "Prefix=", "Key=a & bABé", "Size=3", "Contents=", "ListBucketResult="), read(LIST));
    }

    @Test
    void readsWhatOtherServersWrite() throws Exception {
        assertEquals(
                List.of("Code=X", "Error="),
                read("<?xml version='1.0'?>\n\n<Error>\n  <Code>X</Code>\n</Error>").stream()
                        .map(s -> s.replace("\n", ""))
                        .toList());
    }

    @Test
    void refusesWhatIsNoXml() {
        for (var bad : List.of(
                "",
                "Not found",
                "<html>",
                "<a><b></a></b>",
                "<a>",
                "</a>",
                "<a>&unknown;</a>",
                "<a>&#xFFFFFFF;</a>",
                "<a>&amp</a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<a><![CDATA[x]]></a>",
                "<a".repeat(3) + ">",
                "<a>".repeat(40))) {
            assertThrows(IOException.class, () -> read(bad), bad);
        }
    }

    @Test
    void survivesDamage() {
        long seed = 17;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = LIST.getBytes(UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                Markup.read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), (name, text) -> {});
            } catch (IOException e) {
                // the only way to fail
            }
        }
    }

    @Test
    void serverTextIsMadeHarmless() {
        assertEquals("a b\\u001B[31m \\u202E \\u200B é \\uD800", Text.clean("a\nb\u001b[31m \u202e \u200b é \ud800"));
        assertEquals(Text.LIMIT, Text.clean("x".repeat(5000)).length());
    }

    private static List<String> read(String xml) throws IOException {
        var seen = new ArrayList<String>();
        Markup.read(xml.getBytes(UTF_8), (name, text) -> seen.add(name + "=" + text.strip()));
        return seen;
    }
}
