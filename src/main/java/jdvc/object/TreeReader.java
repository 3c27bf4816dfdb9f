package jdvc.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree object entry by entry, in memory that does not grow with it.
 *
 * <p>JSON, strictly (RFC 8259), with the limits of safety 9.4: strings of 8 KiB, numbers of 64 characters, nesting of 3.
 */
final class TreeReader {

    private static final int MAX_STRING = 8 << 10;
    private static final int MAX_NUMBER = 64;
    private static final int MAX_DEPTH = 3;

    private static final byte[] MD5 = {'m', 'd', '5'};
    private static final byte[] RELPATH = {'r', 'e', 'l', 'p', 'a', 't', 'h'};

    private final InputStream in;
    private final Layout layout;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long offset;
    private byte[] text = new byte[256];
    private int length;
    private boolean ascii;
    private boolean started;
    private boolean ended;

    TreeReader(InputStream in, Layout layout) {
        this.in = in;
        this.layout = layout;
    }

    /** Returns the next entry; absent after the last, when the end of the input has been checked too. */
    Optional<TreeEntry> next() throws IOException, BadTreeException {
        if (ended) return Optional.empty();
        if (!started) {
            if (skipSpace() != '[') throw bad("is not a list");
            started = true;
            int c = skipSpace();
            if (c == ']') return end();
            return Optional.of(entry(c));
        }
        int c = skipSpace();
        if (c == ']') return end();
        if (c != ',') throw bad("expected ',' or ']'");
        return Optional.of(entry(skipSpace()));
    }

    private Optional<TreeEntry> end() throws IOException, BadTreeException {
        if (skipSpace() != -1) throw bad("has something after the list");
        ended = true;
        return Optional.empty();
    }

    private TreeEntry entry(int c) throws IOException, BadTreeException {
        if (c != '{') throw bad("entry is not an object");
        String md5 = null;
        String path = null;
        Set<String> others = Set.of();
        c = skipSpace();
        if (c == '}') throw bad("entry has no md5");
        while (true) {
            if (c != '"') throw bad("expected a key");
            scan();
            boolean isMd5 = is(MD5);
            boolean isPath = is(RELPATH);
            if (isMd5 && md5 != null || isPath && path != null) throw twice();
            if (!isMd5 && !isPath) {
                if (others.isEmpty()) others = new HashSet<>();
                if (!others.add(scanned())) throw twice();
            }
            if (skipSpace() != ':') throw bad("expected ':'");
            c = skipSpace();
            if ((isMd5 || isPath) && c != '"') throw bad("'" + (isMd5 ? "md5" : "relpath") + "' is not a string");
            if (isMd5) md5 = string();
            else if (isPath) path = string();
            else skipValue(c, 2);
            c = skipSpace();
            if (c == '}') break;
            if (c != ',') throw bad("expected ',' or '}'");
            c = skipSpace();
        }
        return check(md5, path);
    }

    private BadTreeException twice() throws BadTreeException {
        return bad("key '" + scanned() + "' occurs twice");
    }

    private TreeEntry check(@Nullable String md5, @Nullable String path) throws BadTreeException {
        if (md5 == null) throw bad("entry has no md5");
        if (path == null) throw bad("entry has no relpath");
        var id = ObjectId.parse(md5, layout).filter(x -> !x.isTree()).orElseThrow(() -> bad("'" + md5 + "' is no md5"));
        try {
            return new TreeEntry(RelPath.parse(path), id);
        } catch (UnsafePathException e) {
            throw new BadTreeException(String.valueOf(e.getMessage()), e);
        }
    }

    private void skipValue(int c, int depth) throws IOException, BadTreeException {
        switch (c) {
            case '"' -> string();
            case '{', '[' -> skipNested(c, depth + 1);
            case 't' -> word("rue");
            case 'f' -> word("alse");
            case 'n' -> word("ull");
            default -> number(c);
        }
    }

    private void skipNested(int open, int depth) throws IOException, BadTreeException {
        if (depth > MAX_DEPTH) throw bad("is nested too deeply");
        int close = open == '{' ? '}' : ']';
        int c = skipSpace();
        if (c == close) return;
        while (true) {
            if (open == '{') {
                if (c != '"') throw bad("expected a key");
                string();
                if (skipSpace() != ':') throw bad("expected ':'");
                c = skipSpace();
            }
            skipValue(c, depth);
            c = skipSpace();
            if (c == close) return;
            if (c != ',') throw bad("expected ','");
            c = skipSpace();
        }
    }

    private void word(String rest) throws IOException, BadTreeException {
        for (int i = 0; i < rest.length(); i++) if (read() != rest.charAt(i)) throw bad("is not JSON");
    }

    private void number(int first) throws IOException, BadTreeException {
        long end = offset + MAX_NUMBER - 1;
        int c = first == '-' ? read() : first;
        c = c == '0' ? read() : digits(c, end);
        if (c == '.') c = digits(read(), end);
        if (c == 'e' || c == 'E') {
            c = read();
            c = digits(c == '+' || c == '-' ? read() : c, end);
        }
        if (c >= 0) unread();
    }

    /** Returns what follows one digit or more. */
    private int digits(int first, long end) throws IOException, BadTreeException {
        int c = first;
        if (c < '0' || c > '9') throw bad("is not JSON");
        while (c >= '0' && c <= '9') {
            if (offset > end) throw bad("number is too long");
            c = read();
        }
        return c;
    }

    private String string() throws IOException, BadTreeException {
        scan();
        return scanned();
    }

    /** Reads the rest of a string; {@link #scanned} returns it, until the next is read. */
    private void scan() throws IOException, BadTreeException {
        length = 0;
        ascii = true;
        while (true) {
            int plain = plain();
            if (length + plain + 4 > text.length) text = Arrays.copyOf(text, (length + plain + 4) * 2);
            System.arraycopy(buffer, position, text, length, plain);
            position += plain;
            offset += plain;
            length += plain;
            if (length > MAX_STRING) throw bad("string is too long");
            int c = read();
            if (c == '"') return;
            if (c < 0x20) throw bad(c < 0 ? "ends inside a string" : "control character in a string");
            if (c == '\\') {
                length = escape(length);
                ascii = false;
            } else {
                text[length++] = (byte) c;
                ascii &= c < 0x80;
            }
        }
    }

    /** Returns how many of the bytes at hand stand for themselves. */
    private int plain() {
        int end = position;
        while (end < limit && buffer[end] >= 0x20 && buffer[end] != '"' && buffer[end] != '\\') end++;
        return end - position;
    }

    private boolean is(byte[] key) {
        return Arrays.equals(text, 0, length, key, 0, key.length);
    }

    private String scanned() throws BadTreeException {
        if (ascii) return new String(text, 0, length, StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("string is not valid UTF-8");
        }
    }

    private int escape(int length) throws IOException, BadTreeException {
        int c = read();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            text[length] = (byte) "\"\\/\b\f\n\r\t".charAt(simple);
            return length + 1;
        }
        if (c != 'u') throw bad("unknown escape in a string");
        int unit = hex4();
        int point = unit;
        if (Character.isHighSurrogate((char) unit)) {
            if (read() != '\\' || read() != 'u') throw bad("unpaired surrogate");
            int second = hex4();
            if (!Character.isLowSurrogate((char) second)) throw bad("unpaired surrogate");
            point = Character.toCodePoint((char) unit, (char) second);
        } else if (Character.isLowSurrogate((char) unit)) {
            throw bad("unpaired surrogate");
        }
        byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, text, length, utf8.length);
        return length + utf8.length;
    }

    private int hex4() throws IOException, BadTreeException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(read(), 16);
            if (digit < 0) throw bad("bad \\u escape");
            value = value << 4 | digit;
        }
        return value;
    }

    private int skipSpace() throws IOException {
        int c = read();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') c = read();
        return c;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        offset++;
        return buffer[position++] & 0xff;
    }

    /** Steps back over the byte read last; what was read in one piece stays at hand until the next is asked for. */
    private void unread() {
        position--;
        offset--;
    }

    private BadTreeException bad(String reason) {
        return new BadTreeException(reason + " (byte " + offset + ")");
    }
}
