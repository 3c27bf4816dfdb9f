package jdvc.track;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.Json;
import jdvc.Utf8;
import jdvc.object.RelPath;
import jdvc.track.Yaml.Limits;

/** Files of parameters: JSON, TOML, Python or YAML, by their names. */
final class Params {

    private static final int MAX_STRING = 1 << 20;

    private Params() {}

    /**
     * Returns a file's values.
     *
     * @throws UnresolvedException if it is missing, damaged, or no mapping
     */
    static Map<?, ?> read(RelPath file, Source source) throws IOException, UnresolvedException {
        var content = source.read(file);
        if (content.isEmpty()) throw new UnresolvedException("'" + file + "' does not exist");
        return parse(file, content.get());
    }

    /** Returns the values of a file's content; fails as {@link #read}. */
    static Map<?, ?> parse(RelPath file, byte[] content) throws UnresolvedException {
        if (content.length > Limits.PARAMS.bytes()) throw new UnresolvedException("'" + file + "' is too big");
        var name = file.name();
        if (name.endsWith(".json")) return json(file, content);
        if (name.endsWith(".toml")) return TomlReader.read(file, text(file, content));
        if (name.endsWith(".py")) return PythonReader.read(file, text(file, content));
        return yaml(file, content);
    }

    private static String text(RelPath file, byte[] content) throws UnresolvedException {
        try {
            return Utf8.decode(content);
        } catch (CharacterCodingException e) {
            throw new UnresolvedException("'" + file + "' is not valid utf-8");
        }
    }

    private static Map<?, ?> yaml(RelPath file, byte[] content) throws UnresolvedException {
        if (content.length == 0) return Map.of();
        try {
            return Values.ofMapping(Yaml.read(file, content, Limits.PARAMS).root());
        } catch (JdvcException e) {
            throw new UnresolvedException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<?, ?> json(RelPath file, byte[] content) throws UnresolvedException {
        try {
            var value = Json.parseNumbers(new String(content, StandardCharsets.UTF_8), MAX_STRING);
            if (value instanceof Map<?, ?> map) return map;
            throw new UnresolvedException("'" + file + "' is not a dictionary");
        } catch (Json.BadJsonException e) {
            throw new UnresolvedException("'" + file + "' is invalid: " + e.getMessage());
        }
    }
}
