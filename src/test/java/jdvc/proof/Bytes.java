package jdvc.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files and hashes as the proofs see them: written anew from the format spec, so that they can judge the engine's. */
final class Bytes {

    private static final int CHUNK = 1 << 20;
    private static final int SAMPLE = 512;

    private Bytes() {}

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the legacy name of a content as DVC 3 computes it: each chunk of 1 MiB is text or binary by itself. */
    static String legacyPerChunk(byte[] bytes) {
        var folded = new ByteArrayOutputStream(bytes.length);
        for (int start = 0; start < bytes.length; start += CHUNK) {
            int end = Math.min(start + CHUNK, bytes.length);
            fold(bytes, start, end, isText(bytes, start, end), folded);
        }
        return md5(folded.toByteArray());
    }

    /** Returns the legacy name of a content as DVC 2 computes it: the file's beginning decides for all of it. */
    static String legacyPerFile(byte[] bytes) {
        var folded = new ByteArrayOutputStream(bytes.length);
        boolean text = isText(bytes, 0, bytes.length);
        for (int start = 0; start < bytes.length; start += CHUNK) {
            fold(bytes, start, Math.min(start + CHUNK, bytes.length), text, folded);
        }
        return md5(folded.toByteArray());
    }

    private static void fold(byte[] bytes, int start, int end, boolean text, ByteArrayOutputStream to) {
        for (int i = start; i < end; i++) {
            boolean pair = bytes[i] == '\r' && i + 1 < end && bytes[i + 1] == '\n';
            if (!text || !pair) to.write(bytes[i]);
        }
    }

    private static boolean isText(byte[] bytes, int start, int end) {
        int length = Math.min(end - start, SAMPLE);
        int odd = 0;
        for (int i = start; i < start + length; i++) {
            if (bytes[i] == 0) return false;
            boolean plain = bytes[i] >= 0x20 && bytes[i] < 0x7f;
            if (!plain && "\b\t\n\f\r".indexOf(bytes[i]) < 0) odd++;
        }
        return length == 0 || odd <= 0.3 * length;
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    /** Writes a new file in place of whatever is there, with its parents. */
    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, String content) {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
