package jdvc.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.disk.Disk;

/** Bytes with a known length that can be opened again, so that a retry is honest. */
public interface Content {

    /** Returns bytes at hand as a content. */
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** Returns the bytes of a file of that length; {@code place} as {@link #place()}. */
    static Content ofFile(Disk disk, Path file, long length, String place) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return disk.open(file);
            }

            @Override
            public String place() {
                return place;
            }

            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }
        };
    }

    /** Returns how many bytes there are; -1 if that is known only when they have been read. */
    long length();

    /** Opens the bytes from the start. The caller closes. */
    InputStream open() throws IOException;

    /**
     * Opens the bytes for somebody who has the first ones already, from another time. The caller closes.
     *
     * @param start how many those are
     * @param tag what they are of, as {@link Opened#tag} said
     * @return begins at {@code start} if these are the same bytes, else at the first one
     */
    default Opened open(long start, String tag) throws IOException {
        return new Opened(open(), 0, length(), "");
    }

    /**
     * Bytes under way.
     *
     * @param start how many of the first ones are left out
     * @param length of all of them; -1 if that is not known
     * @param tag what tells these bytes from any others under this name; empty if nothing does
     */
    record Opened(InputStream in, long start, long length, String tag) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Returns where the bytes come from, for messages; a store's {@link ObjectStore#location} if they are of one. */
    default String place() {
        return "its source";
    }

    /** Returns the file that holds the bytes, which can be read in parts; absent if there is none. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
