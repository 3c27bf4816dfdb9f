package jdvc.config;

import java.nio.charset.CharacterCodingException;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Utf8;

/** The settings dialect: bytes to values and back. */
final class IniFile {

    /** The longest file that is read. */
    static final int MAX_BYTES = 1 << 20;

    private IniFile() {}

    /**
     * Parses a file's content; {@code file} names it in errors.
     *
     * @throws JdvcException of kind CONFIG, or LIMIT if the file is too large in some way
     */
    static IniValue.Section parse(String file, byte[] content) {
        return Interpolation.expand(file, parseRaw(file, content));
    }

    /** Parses without replacing references between values. */
    static IniValue.Section parseVerbatim(String file, byte[] content) {
        return Interpolation.verbatim(parseRaw(file, content));
    }

    /** Parses into sections that know their lines. */
    static IniParser.Raw parseRaw(String file, byte[] content) {
        return IniParser.parse(file, decode(file, content));
    }

    /** Returns DVC's own form of a file. */
    static String format(IniValue.Section root) {
        return IniWriter.format(root);
    }

    private static String decode(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw JdvcException.of(Kind.LIMIT, "'%s' is larger than %d bytes", file, MAX_BYTES);
        }
        try {
            return Utf8.decode(content);
        } catch (CharacterCodingException e) {
            throw JdvcException.of(Kind.CONFIG, "'%s' is not UTF-8", file).cause(e);
        }
    }
}
