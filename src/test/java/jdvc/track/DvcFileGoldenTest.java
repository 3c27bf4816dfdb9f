package jdvc.track;

import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.text;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jdvc.Json;
import jdvc.object.Layout;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Bytes that DVC 3.67.1 wrote: files of {@code dvc add} for odd names, and old files (other order, quotes, indentation, odd
 * values below {@code meta}) as DVC's own serializer rewrites them when the output's content changes.
 */
class DvcFileGoldenTest {

    @TestFactory
    Stream<DynamicTest> writesWhatDvcWrites() throws IOException, Json.BadJsonException {
        var tests = new ArrayList<DynamicTest>();
        for (var item : cases()) {
            var golden = (Map<?, ?>) item;
            var name = tests.size() + " " + golden.get("path");
            tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(golden.get("text"), write(golden))));
        }
        return tests.stream();
    }

    private static List<?> cases() throws IOException, Json.BadJsonException {
        try (var in = DvcFileGoldenTest.class.getResourceAsStream("dvc-files.json")) {
            return (List<?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String write(Map<?, ?> golden) {
        var location = path((String) golden.get("location"));
        var directory = Paths.parent(location.toString());
        var out = Out.of(path(Paths.resolve(directory, (String) golden.get("path"))));
        if (!(golden.get("old") instanceof String old)) return text(DvcFile.create(location, changed(out, golden)));
        for (var known : DvcFile.parse(location, utf8(old)).outs()) out = known;
        return text(DvcFile.update(location, utf8(old), changed(out, golden)));
    }

    private static Out changed(Out out, Map<?, ?> golden) {
        var hash = Fixture.hash((String) golden.get("md5"), Layout.valueOf((String) golden.get("layout")));
        var meta = new Out.Meta(
                number(golden.get("size")), number(golden.get("files")), Boolean.TRUE.equals(golden.get("executable")));
        return out.with(hash, meta);
    }

    private static OptionalLong number(Object value) {
        return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
