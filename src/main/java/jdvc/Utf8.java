package jdvc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in files: UTF-8, or refused where Java by itself would put a replacement character. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Returns the text of bytes.
     *
     * @throws CharacterCodingException if they are not UTF-8
     */
    public static String decode(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }
}
