package jdvc.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.Progress;
import jdvc.object.ObjectId;

/** Fails where a test says so, as often as it says. Safe for use by many threads. */
public final class FlakyStore extends ForwardingStore {

    /** What goes wrong. */
    public enum Fault {
        /** Writing fails before anything is written. */
        WRITE,
        /** Reading breaks off after the first byte. */
        CUT,
        /** Reading gives a wrong first byte. */
        FLIP
    }

    private record Planned(Fault fault, ObjectId id) {}

    private final Map<Planned, Integer> planned = new ConcurrentHashMap<>();

    public FlakyStore(ObjectStore inner) {
        super(inner);
    }

    /** Plans a fault for the next {@code times} uses of an object. */
    public FlakyStore fail(Fault fault, ObjectId id, int times) {
        planned.put(new Planned(fault, id), times);
        return this;
    }

    private boolean strikes(Fault fault, ObjectId id) {
        var struck = new boolean[1];
        planned.computeIfPresent(new Planned(fault, id), (key, left) -> {
            struck[0] = left > 0;
            return left - 1;
        });
        return struck[0];
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        if (strikes(Fault.WRITE, id)) throw new IOException("planned failure to write " + id);
        super.write(id, content, task);
    }

    @Override
    public Content read(ObjectId id) throws IOException, InterruptedException {
        var content = super.read(id);
        return new Content() {
            @Override
            public long length() {
                return content.length();
            }

            @Override
            public String place() {
                return content.place();
            }

            @Override
            public InputStream open() throws IOException {
                if (strikes(Fault.CUT, id)) return new Cut(content.open());
                if (strikes(Fault.FLIP, id)) return new Flipped(content.open());
                return content.open();
            }
        };
    }

    private static final class Cut extends FilterInputStream {
        private boolean begun;

        Cut(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            if (begun) throw new IOException("planned break");
            begun = true;
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int one = read();
            if (one < 0) return -1;
            bytes[offset] = (byte) one;
            return 1;
        }
    }

    private static final class Flipped extends FilterInputStream {
        private boolean begun;

        Flipped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (begun || one < 0) return one;
            begun = true;
            return one ^ 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int n = super.read(bytes, offset, count);
            if (!begun && n > 0) bytes[offset] ^= 1;
            begun |= n > 0;
            return n;
        }
    }
}
