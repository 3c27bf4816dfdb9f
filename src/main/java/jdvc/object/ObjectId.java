package jdvc.object;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object: its MD5 (by the layout's rule), whether it is a tree, and its layout.
 *
 * <p>Ordered as stores list them: by layout, then by the text of the name. Kept as two longs, because a tracked
 * directory may have a million of them.
 */
public final class ObjectId implements Comparable<ObjectId> {

    private static final String HEX = "0123456789abcdef";

    private final long high;
    private final long low;
    private final boolean tree;
    private final Layout layout;

    private ObjectId(long high, long low, boolean tree, Layout layout) {
        this.high = high;
        this.low = low;
        this.tree = tree;
        this.layout = layout;
    }

    /** Returns the id of a file object whose MD5 is the big-endian {@code high}, {@code low}. */
    public static ObjectId of(long high, long low, Layout layout) {
        return new ObjectId(high, low, false, layout);
    }

    /** Returns the id of a file object from the 16 bytes of its MD5. */
    public static ObjectId of(byte[] md5, Layout layout) {
        if (md5.length != 16) throw new IllegalArgumentException("MD5 of " + md5.length + " bytes");
        return new ObjectId(number(md5, 0), number(md5, 8), false, layout);
    }

    /**
     * Parses {@code [0-9a-f]{32}(\.dir)?}, nothing else (safety 8.1): the text becomes part of file names and keys.
     *
     * @return absent if {@code text} is not of that form
     */
    public static Optional<ObjectId> parse(String text, Layout layout) {
        boolean tree = text.length() == 36 && text.endsWith(".dir");
        if (text.length() != 32 && !tree) return Optional.empty();
        long high = 0;
        long low = 0;
        for (int i = 0; i < 32; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) return Optional.empty();
            if (i < 16) high = high << 4 | digit;
            else low = low << 4 | digit;
        }
        return Optional.of(new ObjectId(high, low, tree, layout));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /**
     * Parses a place below a store's root, such as {@code files/md5/ab/cdef…} or {@code ab/cdef….dir}.
     *
     * @return absent if {@code path} is no place of an object
     */
    public static Optional<ObjectId> parsePath(String path) {
        for (var layout : Layout.values()) {
            int start = layout.prefix().length();
            if (path.startsWith(layout.prefix()) && path.length() > start + 3 && path.charAt(start + 2) == '/') {
                var id = parse(path.substring(start, start + 2) + path.substring(start + 3), layout);
                if (id.isPresent()) return id;
            }
        }
        return Optional.empty();
    }

    /** Returns the id of the tree whose bytes have this MD5. */
    public ObjectId asTree() {
        return new ObjectId(high, low, true, layout);
    }

    /** Returns the same name in another layout. */
    public ObjectId in(Layout other) {
        return new ObjectId(high, low, tree, other);
    }

    public boolean isTree() {
        return tree;
    }

    public Layout layout() {
        return layout;
    }

    /** Returns the MD5's first eight bytes, big-endian. */
    public long high() {
        return high;
    }

    /** Returns the MD5's last eight bytes, big-endian. */
    public long low() {
        return low;
    }

    /** Returns the 32 hex digits, without {@code .dir}. */
    public String hex() {
        var text = new char[32];
        for (int i = 0; i < 16; i++) {
            text[15 - i] = HEX.charAt((int) (high >>> 4 * i) & 15);
            text[31 - i] = HEX.charAt((int) (low >>> 4 * i) & 15);
        }
        return new String(text);
    }

    /** Returns the place below a store's root: {@code files/md5/ab/cdef…}. */
    public String path() {
        var name = toString();
        return layout.prefix() + name.substring(0, 2) + "/" + name.substring(2);
    }

    /** Tells whether two ids name the same MD5, in whatever layout. */
    public boolean sameHash(ObjectId other) {
        return high == other.high && low == other.low && tree == other.tree;
    }

    /** Returns the name as metafiles have it: 32 hex digits, and {@code .dir} for a tree. */
    @Override
    public String toString() {
        return tree ? hex() + ".dir" : hex();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ObjectId other && sameHash(other) && layout == other.layout;
    }

    @Override
    public int hashCode() {
        return (int) low * 31 + (tree ? 2 : 0) + (layout == Layout.V3 ? 0 : 1);
    }

    @Override
    public int compareTo(ObjectId other) {
        int order = layout.compareTo(other.layout);
        if (order == 0) order = Long.compareUnsigned(high, other.high);
        if (order == 0) order = Long.compareUnsigned(low, other.low);
        return order == 0 ? Boolean.compare(tree, other.tree) : order;
    }

    private static long number(byte[] bytes, int start) {
        long n = 0;
        for (int i = start; i < start + 8; i++) n = n << 8 | bytes[i] & 0xff;
        return n;
    }
}
