package jdvc.store.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the elements and texts of an S3 answer; nothing else of XML is honoured. There is no document type and hence no
 * entity but the five built-in ones and numbers, so an answer cannot make us load or expand anything (safety 9.2).
 *
 * <p>A listing of a million keys is 300 MB of this, which is why it is not left to a general parser.
 */
final class Markup {

    private static final int MAX_DEPTH = 32;

    private final byte[] bytes;
    private int at;

    private Markup(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Told of elements in their order. */
    interface Visitor {

        /** An element begins. */
        default void open(String name) {}

        /** An element ends; {@code text} is what stood in it after its last inner element. */
        void close(String name, String text);
    }

    /** @throws IOException if this is not well-formed enough to be understood */
    static void read(byte[] xml, Visitor visitor) throws IOException {
        try {
            new Markup(xml).read(visitor);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("the answer is no complete XML", e);
        }
    }

    /** Returns a time of an answer, such as {@code 2026-01-03T12:00:00.000Z}; absent if it is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void read(Visitor visitor) throws IOException {
        List<String> open = new ArrayList<>();
        boolean any = false;
        int text = 0;
        while (true) {
            int tag = indexOf('<', at);
            if (tag < 0) break;
            at = tag + 1;
            if (bytes[at] == '?') skip("?>");
            else if (bytes[at] == '!') skipComment();
            else if (bytes[at] == '/') close(open, text, tag, visitor);
            else open(open, visitor);
            any |= !open.isEmpty();
            text = at;
        }
        if (!open.isEmpty() || !any) throw new IOException("the answer is no complete XML");
    }

    private void open(List<String> open, Visitor visitor) throws IOException {
        int end = require('>', at);
        boolean empty = bytes[end - 1] == '/';
        String name = name(at, empty ? end - 1 : end);
        at = end + 1;
        open.add(name);
        if (open.size() > MAX_DEPTH) throw new IOException("the answer is nested too deeply");
        visitor.open(name);
        if (!empty) return;
        open.remove(open.size() - 1);
        visitor.close(name, "");
    }

    private void close(List<String> open, int text, int tag, Visitor visitor) throws IOException {
        int end = require('>', at);
        String name = name(at + 1, end);
        at = end + 1;
        if (open.isEmpty() || !open.remove(open.size() - 1).equals(name)) {
            throw new IOException("the answer is no complete XML");
        }
        visitor.close(name, text(text, tag));
    }

    private String name(int start, int limit) {
        int end = start;
        while (end < limit && bytes[end] > ' ') end++;
        if (end == start) throw new IndexOutOfBoundsException("no name");
        return latin(start, end);
    }

    private String text(int start, int end) {
        int entity = indexOf('&', start);
        if (entity < 0 || entity >= end) return utf8(start, end);
        var text = new StringBuilder();
        int from = start;
        while (entity >= 0 && entity < end) {
            int semicolon = require(';', entity);
            text.append(utf8(from, entity)).appendCodePoint(entity(latin(entity + 1, semicolon)));
            from = semicolon + 1;
            entity = indexOf('&', from);
        }
        return text.append(utf8(from, end)).toString();
    }

    private static int entity(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name);
        };
    }

    private static int number(String name) {
        if (name.startsWith("#x")) return point(Integer.parseInt(name.substring(2), 16));
        if (name.startsWith("#")) return point(Integer.parseInt(name.substring(1)));
        throw new NumberFormatException(name);
    }

    private static int point(int code) {
        if (!Character.isValidCodePoint(code)) throw new NumberFormatException();
        return code;
    }

    private void skipComment() throws IOException {
        if (bytes[at + 1] != '-' || bytes[at + 2] != '-') throw new IOException("the answer has a document type");
        skip("-->");
    }

    private void skip(String end) {
        while (!latin(at, at + end.length()).equals(end)) at++;
        at += end.length();
    }

    private int require(char wanted, int from) {
        int found = indexOf(wanted, from);
        if (found < 0) throw new IndexOutOfBoundsException("no " + wanted);
        return found;
    }

    private int indexOf(char wanted, int from) {
        for (int i = from; i < bytes.length; i++) if (bytes[i] == wanted) return i;
        return -1;
    }

    private String latin(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private String utf8(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
