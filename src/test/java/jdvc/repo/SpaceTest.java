package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.store.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that says how much room it has: what does not fit is refused before the first byte. */
class SpaceTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path root;

    private long free = Long.MAX_VALUE / 2;
    private boolean sharing;

    @BeforeEach
    void twoMebibytesOnARemote() throws Exception {
        Files.createDirectories(root.resolve(".dvc/tmp"));
        Files.writeString(
                root.resolve(".dvc/config"),
                "[core]\n    no_scm = true\n    remote = r\n['remote \"r\"']\n    url = ../../store\n"
                        .replace("../../store", root.resolve(".store").toString()));
        Files.write(root.resolve("model"), new byte[(int) (2 * MIB)]);
        try (var repo = open()) {
            new Add(List.of("model"), false, Add.Mode.RELINK, Optional.empty()).run(repo, Progress.NONE);
            new Push(Choice.ALL, Choice.Way.DEFAULT, Push.BrokenOff.RESUME).run(repo, Progress.NONE);
        }
    }

    private Repo open() throws IOException {
        var env = new Env(root, root, Map.of(), Clock.systemUTC(), new Random(1), 1);
        return Repo.open(new Call(env, disk(), List.of("test"), false));
    }

    /** The disk of this machine, but for its room and whether files can share their bytes. */
    private Disk disk() {
        var real = new LocalDisk(Durability.OFF, new Random(), 022);
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    if (method.getName().equals("freeSpace")) return free;
                    if (method.getName().equals("reflink")) return sharing;
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void forget(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var each : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(each);
        }
    }

    private JdvcException refusal(Checkout checkout) throws Exception {
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> checkout.run(repo, Progress.NONE));
            assertEquals(Kind.NOSPACE, refused.kind());
            return refused;
        }
    }

    private static Checkout checkout() {
        return new Checkout(List.of(), Checkout.Options.DEFAULT, false, false);
    }

    @Test
    void checkoutNamesNeedAndHave() throws Exception {
        Files.delete(root.resolve("model"));
        free = 17 * MIB;
        var refused = refusal(checkout());
        long need = 2 * MIB + 2 * MIB / 20 + 16 * MIB;
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith(need + " bytes are needed in '" + root + "', and " + free + " are free"),
                refused.getMessage());
        assertFalse(Files.exists(root.resolve("model")));
        free = need;
        try (var repo = open()) {
            checkout().run(repo, Progress.NONE).requireComplete();
        }
        assertEquals(2 * MIB, Files.size(root.resolve("model")));
    }

    @Test
    void filesThatShareTheirBytesNeedNoRoom() throws Exception {
        Files.delete(root.resolve("model"));
        free = 0;
        sharing = true;
        try (var repo = open()) {
            checkout().run(repo, Progress.NONE).requireComplete();
        }
    }

    @Test
    void pullCountsTheCacheAndTheCopy() throws Exception {
        Files.delete(root.resolve("model"));
        forget(root.resolve(".dvc/cache"));
        free = 19 * MIB; // enough for one of them
        var pull = new Pull(new Fetch(Choice.ALL, Choice.Way.DEFAULT), false, false);
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> pull.run(repo, Progress.NONE));
            assertEquals(Kind.NOSPACE, refused.kind());
        }
        assertFalse(Files.exists(root.resolve(".dvc/cache/files")), "something was fetched");
        try (var repo = open()) {
            assertEquals(
                    1,
                    new Fetch(Choice.ALL, Choice.Way.DEFAULT)
                            .run(repo, Progress.NONE)
                            .fetched());
        }
    }

    @Test
    void whatAnEarlierFetchLeftIsOnTheDiskAlready() throws Exception {
        byte[] bytes = new byte[(int) (10 * MIB)];
        Files.write(root.resolve("large"), bytes);
        try (var repo = open()) {
            new Add(List.of("large"), false, Add.Mode.RELINK, Optional.empty()).run(repo, Progress.NONE);
            new Push(Choice.ALL, Choice.Way.DEFAULT, Push.BrokenOff.RESUME).run(repo, Progress.NONE);
        }
        forget(root.resolve(".dvc/cache"));
        var fetch = new Fetch(new Choice(List.of("large"), false, false, false), Choice.Way.DEFAULT);
        free = 10 * MIB + MIB / 2 + 16 * MIB - 1;
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> fetch.run(repo, Progress.NONE));
            assertEquals(Kind.NOSPACE, refused.kind());
            var id = Hasher.hash(bytes, Layout.V3);
            assertThrows(IOException.class, () -> repo.cache().write(id, brokenOff(bytes, (int) (9 * MIB))));
        }
        free = MIB + MIB / 20 + 16 * MIB - 1;
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> fetch.run(repo, Progress.NONE));
            assertEquals(Kind.NOSPACE, refused.kind());
        }
        free += 2 * MIB; // what was in a buffer then is not kept
        try (var repo = open()) {
            fetch.run(repo, Progress.NONE).requireComplete();
        }
    }

    /** A content of which only the first bytes come. */
    private static Content brokenOff(byte[] bytes, int count) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, count), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new InterruptedIOException("Ctrl-C");
                    }
                });
            }

            @Override
            public Opened open(long start, String tag) {
                return new Opened(open(), 0, bytes.length, "tag");
            }
        };
    }

    /** Another project, of which DVC tracks {@code model} and not {@code plain}. */
    private Elsewhere source() throws Exception {
        var source = Files.createDirectories(root.resolve(".source/.dvc/tmp"))
                .resolve("../..")
                .normalize();
        Files.writeString(source.resolve(".dvc/config"), "[core]\n    no_scm = true\n");
        Files.write(source.resolve("model"), new byte[(int) (2 * MIB)]);
        Files.write(source.resolve("plain"), new byte[(int) (2 * MIB + 1)]);
        var env = new Env(source, root, Map.of(), Clock.systemUTC(), new Random(2), 1);
        try (var repo = Repo.open(new Call(env, disk(), List.of("test"), false))) {
            new Add(List.of("model"), false, Add.Mode.RELINK, Optional.empty()).run(repo, Progress.NONE);
        }
        return Elsewhere.of(source.toString(), Optional.empty());
    }

    private static Import imported(Elsewhere from, String path) {
        return new Import(
                from, path, new Destination(Optional.of("taken"), false), Import.Extent.DATA, OptionalInt.empty());
    }

    @Test
    void importCountsTheCacheAndTheCopy() throws Exception {
        var plain = imported(source(), "plain");
        free = 19 * MIB; // enough for one of them
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> plain.run(repo, Progress.NONE, line -> {}));
            assertEquals(Kind.NOSPACE, refused.kind());
        }
        assertFalse(Files.exists(root.resolve("taken.dvc")));
        free = 21 * MIB;
        try (var repo = open()) {
            plain.run(repo, Progress.NONE, line -> {});
        }
        assertEquals(2 * MIB + 1, Files.size(root.resolve("taken")));
    }

    @Test
    void importNeedsNoRoomForWhatTheCacheHas() throws Exception {
        var model = imported(source(), "model");
        free = 0;
        sharing = true;
        try (var repo = open()) {
            model.run(repo, Progress.NONE, line -> {});
        }
        assertEquals(2 * MIB, Files.size(root.resolve("taken")));
    }

    @Test
    void fetchOfAnImportCountsTheCache() throws Exception {
        try (var repo = open()) {
            imported(source(), "plain").run(repo, Progress.NONE, line -> {});
        }
        forget(root.resolve(".dvc/cache"));
        free = 17 * MIB;
        var fetch = new Fetch(new Choice(List.of("taken"), false, false, false), Choice.Way.DEFAULT);
        try (var repo = open()) {
            var refused = assertThrows(JdvcException.class, () -> fetch.run(repo, Progress.NONE));
            assertEquals(Kind.NOSPACE, refused.kind());
        }
        free = 19 * MIB;
        try (var repo = open()) {
            fetch.run(repo, Progress.NONE).requireComplete();
        }
    }

    @Test
    void getNamesNeedAndHave() throws Exception {
        var get = new Get(source(), "model", new Destination(Optional.of("new/taken"), false), OptionalInt.empty());
        var env = new Env(root, root, Map.of(), Clock.systemUTC(), new Random(3), 1);
        var call = new Call(env, disk(), List.of("test"), false);
        long need = 2 * MIB + 2 * MIB / 20 + 16 * MIB;
        free = need - 1;
        var refused = assertThrows(JdvcException.class, () -> get.run(call, Progress.NONE));
        assertEquals(Kind.NOSPACE, refused.kind());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith(need + " bytes are needed in '" + root + "', and " + free + " are free"),
                refused.getMessage());
        assertFalse(Files.exists(root.resolve("new")));
        free = need;
        get.run(call, Progress.NONE);
        assertEquals(2 * MIB, Files.size(root.resolve("new/taken")));
    }
}
