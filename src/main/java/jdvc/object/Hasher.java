package jdvc.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names bytes that arrive in pieces: by plain MD5, or by the legacy rule. */
public final class Hasher {

    /** The legacy rule looks at chunks of this size and decides each by its first {@link #PROBE} bytes. */
    private static final int CHUNK = 1 << 20;

    private static final int PROBE = 512;

    private final Layout layout;
    private final MessageDigest plain = md5();
    private final Dos2Unix[] folded;
    private long length;

    /** Starts a hash by {@code layout}'s rule. */
    public Hasher(Layout layout) {
        this.layout = layout;
        folded = layout == Layout.V3
                ? new Dos2Unix[0]
                : new Dos2Unix[] {new Dos2Unix(Variant.PER_CHUNK), new Dos2Unix(Variant.PER_FILE)};
    }

    /** Returns the id of bytes at hand. */
    public static ObjectId hash(byte[] bytes, Layout layout) {
        var hasher = new Hasher(layout);
        hasher.update(bytes, 0, bytes.length);
        return hasher.id();
    }

    /** Takes the next bytes. */
    public void update(byte[] bytes, int offset, int count) {
        plain.update(bytes, offset, count);
        for (var each : folded) each.update(bytes, offset, count);
        length += count;
    }

    /** Returns the id that is written: for legacy bytes that of DVC 3's variant. Ends this hash; call once. */
    public ObjectId id() {
        return all().id();
    }

    /** Returns every name of the bytes. Ends this hash; call once. */
    public Names all() {
        byte[] md5 = plain.digest();
        if (layout == Layout.V3) {
            var id = ObjectId.of(md5, layout);
            return new Names(id, id, md5, length);
        }
        return new Names(ObjectId.of(folded[0].digest(), layout), ObjectId.of(folded[1].digest(), layout), md5, length);
    }

    /**
     * The names of the same bytes.
     *
     * @param id the name to write
     * @param other the other variant that is accepted when reading: DVC 2's for legacy bytes, else {@code id}
     * @param md5 the plain MD5, 16 bytes
     * @param length how many bytes there were
     */
    public record Names(ObjectId id, ObjectId other, byte[] md5, long length) {

        /** Tells whether the bytes may be stored as {@code wanted}; a tree is a file of that name with a suffix. */
        public boolean match(ObjectId wanted) {
            var file = wanted.isTree() ? id.asTree() : id;
            var second = wanted.isTree() ? other.asTree() : other;
            return wanted.equals(file) || wanted.equals(second);
        }
    }

    /** Where the decision between text and binary is taken: DVC 3 takes it for each chunk, DVC 2 once for the file. */
    private enum Variant {
        PER_CHUNK,
        PER_FILE
    }

    /** docs/format.md#legacy-hash: CR LF inside a chunk counts as LF if the chunk is text. */
    private static final class Dos2Unix {
        private final MessageDigest digest = md5();
        private final Variant variant;
        private final byte[] chunk = new byte[CHUNK];
        private int filled;
        private boolean first = true;
        private boolean text;

        Dos2Unix(Variant variant) {
            this.variant = variant;
        }

        void update(byte[] bytes, int offset, int count) {
            while (count > 0) {
                int part = Math.min(count, CHUNK - filled);
                System.arraycopy(bytes, offset, chunk, filled, part);
                filled += part;
                offset += part;
                count -= part;
                if (filled == CHUNK) flush();
            }
        }

        byte[] digest() {
            flush();
            return digest.digest();
        }

        private void flush() {
            if (filled == 0) return;
            if (first || variant == Variant.PER_CHUNK) text = isText(chunk, Math.min(filled, PROBE));
            first = false;
            int kept = text ? fold(chunk, filled) : filled;
            digest.update(chunk, 0, kept);
            filled = 0;
        }

        private static int fold(byte[] bytes, int length) {
            int to = 0;
            for (int from = 0; from < length; from++) {
                boolean pair = bytes[from] == '\r' && from + 1 < length && bytes[from + 1] == '\n';
                if (!pair) bytes[to++] = bytes[from];
            }
            return to;
        }

        private static boolean isText(byte[] bytes, int length) {
            int other = 0;
            for (int i = 0; i < length; i++) {
                int b = bytes[i] & 0xff;
                if (b == 0) return false;
                boolean known = b >= 0x20 && b <= 0x7e || b >= 8 && b <= 10 || b == 12 || b == 13;
                if (!known) other++;
            }
            return other * 10L <= length * 3L;
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5", e);
        }
    }
}
