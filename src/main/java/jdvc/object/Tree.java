package jdvc.object;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a tracked directory, in the order of their paths. Immutable. */
public final class Tree {

    /** The most files a tree may name (safety 9.2). */
    private static final int MAX_ENTRIES = 20_000_000;

    private static final byte[] MD5_KEY = "{\"md5\": \"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PATH_KEY = "\", \"relpath\": \"".getBytes(StandardCharsets.US_ASCII);

    private final List<TreeEntry> entries;
    private final Layout layout;

    private Tree(List<TreeEntry> sorted, Layout layout) {
        entries = sorted;
        this.layout = layout;
    }

    /**
     * Returns the tree of these files.
     *
     * @throws BadTreeException if a path occurs twice, or both as a file and as a directory
     */
    public static Tree of(Collection<TreeEntry> files, Layout layout) throws BadTreeException {
        var sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(TreeEntry::path));
        checkConflicts(sorted);
        return new Tree(sorted, layout);
    }

    /** Returns the tree without a file. */
    public static Tree empty(Layout layout) {
        return new Tree(List.of(), layout);
    }

    /**
     * Parses a tree object. Reads leniently (any JSON list of objects with {@code md5} and {@code relpath}); whether the
     * bytes are in canonical form is for the hash to say.
     *
     * @throws BadTreeException if it is no such list, or an entry must not be acted on (safety 8.1, 8.2, 9.4)
     */
    public static Tree parse(InputStream in, Layout layout) throws IOException, BadTreeException {
        var entries = new ArrayList<TreeEntry>();
        var reader = new TreeReader(in, layout);
        for (Optional<TreeEntry> each = reader.next(); each.isPresent(); each = reader.next()) {
            if (entries.size() == MAX_ENTRIES) throw new BadTreeException("more than 20 million entries");
            entries.add(each.get());
        }
        return of(entries, layout);
    }

    /** Parses a tree object from memory. */
    public static Tree parse(byte[] bytes, Layout layout) throws BadTreeException {
        try {
            return parse(new ByteArrayInputStream(bytes), layout);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
    }

    /** Returns the files, ordered by the code points of their paths. */
    public List<TreeEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    public Layout layout() {
        return layout;
    }

    /** Returns the entry of a path; absent if there is none. */
    public Optional<TreeEntry> find(RelPath path) {
        int at = indexOf(path);
        return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }

    /** Returns the place of a path in {@link #entries}; -1 if it has none. */
    public int indexOf(RelPath path) {
        int at = lowerBound(entries, path.toString());
        return at < entries.size() && entries.get(at).path().equals(path) ? at : -1;
    }

    /** Returns the entries at or below a path. */
    public List<TreeEntry> below(RelPath path) {
        // Not one range of the order: "a", "a-b", "a/c".
        return entries.stream().filter(e -> e.path().startsWith(path)).toList();
    }

    private static int lowerBound(List<TreeEntry> sorted, String path) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (RelPath.compare(sorted.get(middle).path().toString(), path) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** Returns the id: the MD5 of the canonical bytes. */
    public ObjectId id() {
        var hasher = new Hasher(Layout.V3);
        try {
            write(new OutputStream() {
                @Override
                public void write(int b) {
                    hasher.update(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int count) {
                    hasher.update(bytes, offset, count);
                }
            });
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return hasher.id().in(layout).asTree();
    }

    /** Returns the canonical bytes. */
    public byte[] bytes() {
        var out = new ByteArrayOutputStream(64 + entries.size() * 80);
        try {
            write(out);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** Writes the canonical bytes: {@code [{"md5": "…", "relpath": "a/b"}, …]}, docs/format.md#tree. */
    public void write(OutputStream out) throws IOException {
        var buffer = new Buffer(out);
        buffer.put('[');
        boolean first = true;
        for (var entry : entries) {
            if (!first) {
                buffer.put(',');
                buffer.put(' ');
            }
            first = false;
            buffer.put(MD5_KEY);
            buffer.ascii(entry.id().hex());
            buffer.put(PATH_KEY);
            buffer.escaped(entry.path().toString());
            buffer.put('"');
            buffer.put('}');
        }
        buffer.put(']');
        buffer.flush();
    }

    private static void checkConflicts(List<TreeEntry> sorted) throws BadTreeException {
        for (int i = 1; i < sorted.size(); i++) {
            var path = sorted.get(i).path();
            if (path.equals(sorted.get(i - 1).path())) throw new BadTreeException("path '" + path + "' occurs twice");
        }
        for (var directory : directories(sorted)) {
            int at = lowerBound(sorted, directory);
            if (at < sorted.size() && sorted.get(at).path().toString().equals(directory)) {
                throw new BadTreeException("path '" + directory + "' is both a file and a directory");
            }
        }
    }

    private static Set<String> directories(List<TreeEntry> sorted) {
        var directories = new LinkedHashSet<String>();
        String last = "";
        for (var each : sorted) {
            var text = each.path().toString();
            int slash = text.lastIndexOf('/');
            if (slash < 0 || slash == last.length() && text.startsWith(last)) continue;
            last = text.substring(0, slash);
            for (; slash > 0; slash = text.lastIndexOf('/', slash - 1)) {
                if (!directories.add(text.substring(0, slash))) break;
            }
        }
        return directories;
    }

    /** Bytes on their way out, in pieces of a size that is cheap to hash and to write. */
    private static final class Buffer {
        private static final String HEX = "0123456789abcdef";
        private final OutputStream out;
        private final byte[] bytes = new byte[1 << 16];
        private int count;

        Buffer(OutputStream out) {
            this.out = out;
        }

        void put(int b) throws IOException {
            if (count == bytes.length) flush();
            bytes[count++] = (byte) b;
        }

        void put(byte[] some) throws IOException {
            for (byte b : some) put(b);
        }

        void ascii(String text) throws IOException {
            for (int i = 0; i < text.length(); i++) put(text.charAt(i));
        }

        /** Escapes as Python's json does with ASCII output; DEL too. */
        void escaped(String text) throws IOException {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int letter = "\b\f\n\r\t\"\\".indexOf(c);
                if (letter >= 0) {
                    put('\\');
                    put("bfnrt\"\\".charAt(letter));
                } else if (c >= 0x20 && c < 0x7f) {
                    put(c);
                } else {
                    ascii("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) put(HEX.charAt(c >> shift & 15));
                }
            }
        }

        void flush() throws IOException {
            out.write(bytes, 0, count);
            count = 0;
        }
    }
}
