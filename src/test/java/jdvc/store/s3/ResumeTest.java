package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.CorruptObjectException;
import jdvc.store.LocalStore;
import jdvc.store.Memo;
import jdvc.store.Transfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A big object whose download was cut off or killed: the next command fetches what is missing, and believes nothing. */
class ResumeTest {

    private static final int MIB = 1 << 20;
    private static final byte[] BYTES = bytes(12 * MIB);
    private static final ObjectId ID = Hasher.hash(BYTES, Layout.V3);

    @RegisterExtension
    final FaultyServer server = new FaultyServer();

    @TempDir
    Path home;

    private S3Store remote;

    @BeforeEach
    void open() throws Exception {
        remote = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket"));
        server.objects.put(ID.path(), BYTES);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private Path root() {
        return home.resolve("cache");
    }

    /** As a command opens it. */
    private LocalStore cache() {
        return new LocalStore(new LocalDisk(Durability.OFF, new Random(), 022), root(), Memo.NONE, false, 2);
    }

    private void fetch(LocalStore cache) throws IOException {
        cache.write(ID, remote.read(ID), Progress.Task.NONE);
        cache.flush();
    }

    /** Fetches with a network that fails for good after so many bytes. */
    private void cutOff(int count) throws Exception {
        server.plan("GET", server.first(count, () -> {}));
        for (int i = 0; i < 20; i++) server.plan("GET", FaultyServer.hangUp());
        var cache = cache();
        assertThrows(JdvcException.class, () -> fetch(cache));
        cache.close();
        server.forgive();
        remote = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket"));
    }

    /** Fetches as the next command; returns at which offsets it asked. */
    private List<Long> fetchAgain() throws Exception {
        int before = server.starts().size();
        try (var cache = cache()) {
            fetch(cache);
        }
        assertArrayEquals(BYTES, Files.readAllBytes(root().resolve(ID.path())));
        assertFalse(Files.exists(root().resolve(".jdvc")), "something was left");
        return server.starts().subList(before, server.starts().size());
    }

    private List<Path> kept() throws IOException {
        var kept = new ArrayList<Path>();
        try (var all = Files.walk(root().resolve(".jdvc/partial"))) {
            all.filter(Files::isRegularFile).forEach(kept::add);
        }
        return kept;
    }

    @Test
    void goesOnWhereItWasCutOff() throws Exception {
        cutOff(9 * MIB);
        assertEquals(List.of(9L * MIB), fetchAgain());
        assertEquals('"' + FaultyServer.md5(BYTES) + '"', server.lastHeaders().get("if-match"));
    }

    @Test
    void isCutOffAsOftenAsTheNetworkLikes() throws Exception {
        cutOff(3 * MIB);
        server.plan("GET", exchange -> {
            exchange.getResponseHeaders().set("ETag", '"' + FaultyServer.md5(BYTES) + '"');
            exchange.sendResponseHeaders(206, BYTES.length - 3 * MIB);
            exchange.getResponseBody().write(BYTES, 3 * MIB, 4 * MIB);
            exchange.close();
        });
        for (int i = 0; i < 20; i++) server.plan("GET", FaultyServer.hangUp());
        try (var cache = cache()) {
            assertThrows(JdvcException.class, () -> fetch(cache));
        }
        server.forgive();
        remote = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket"));
        assertEquals(List.of(7L * MIB), fetchAgain());
    }

    @Test
    void theSameCommandGoesOnToo() throws Exception {
        server.plan("GET", server.first(9 * MIB, () -> {}));
        for (int i = 0; i < 20; i++) server.plan("GET", FaultyServer.hangUp());
        try (var cache = cache()) {
            assertThrows(JdvcException.class, () -> fetch(cache));
            server.forgive();
            remote = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket"));
            fetch(cache);
        }
        assertEquals(9L * MIB, server.starts().get(server.starts().size() - 1));
        assertArrayEquals(BYTES, Files.readAllBytes(root().resolve(ID.path())));
    }

    @Test
    void beginsAnewIfTheObjectIsAnotherOne() throws Exception {
        byte[] other = bytes(12 * MIB);
        other[1] ^= 1;
        server.objects.put(ID.path(), other);
        cutOff(9 * MIB);
        server.objects.put(ID.path(), BYTES);
        assertEquals(List.of(9L * MIB, 0L), fetchAgain());
    }

    @Test
    void beginsAnewIfTheObjectHasAnotherLength() throws Exception {
        cutOff(9 * MIB);
        var file = kept().get(0);
        var name = file.getFileName().toString();
        Files.move(file, file.resolveSibling(name.replace("+" + BYTES.length + "+", "+" + (BYTES.length + 1) + "+")));
        assertEquals(List.of(9L * MIB, 0L), fetchAgain());
    }

    @Test
    void beginsAnewWithAServerThatDoesNotLookAtTheTag() throws Exception {
        cutOff(9 * MIB);
        server.plan("GET", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"another\"");
            exchange.sendResponseHeaders(206, 3 * MIB);
            exchange.getResponseBody().write(BYTES, 9 * MIB, 3 * MIB);
            exchange.close();
        });
        assertEquals(List.of(9L * MIB, 0L), fetchAgain());
    }

    @Test
    void beginsAnewWithAServerThatKnowsNoRanges() throws Exception {
        cutOff(9 * MIB);
        server.plan("GET", server.first(BYTES.length, () -> {}));
        assertEquals(List.of(9L * MIB), fetchAgain());
    }

    @Test
    void whatIsKeptIsNotBelieved() throws Exception {
        cutOff(9 * MIB);
        byte[] content = Files.readAllBytes(kept().get(0));
        content[4711] ^= 1;
        Files.write(kept().get(0), content);
        try (var cache = cache()) {
            assertThrows(CorruptObjectException.class, () -> fetch(cache));
            assertEquals(Set.of(ID), cache.missing(Set.of(ID)));
        }
        assertFalse(Files.exists(root().resolve(".jdvc/partial")), "what was wrong was kept");
        // A transfer asks once more by itself.
        cutOff(9 * MIB);
        Files.write(kept().get(0), content);
        int before = server.starts().size();
        try (var cache = cache()) {
            var wanted = new Transfer.Wanted(Map.of(), Set.of(ID));
            var outcome = Transfer.copy(
                    wanted, Set.of(ID), new Transfer.Route(remote, cache, ObjectId::toString), 1, Progress.Task.NONE);
            assertEquals(Set.of(ID), outcome.copied());
        }
        assertEquals(
                List.of(9L * MIB, 0L),
                server.starts().subList(before, server.starts().size()));
        assertArrayEquals(BYTES, Files.readAllBytes(root().resolve(ID.path())));
    }

    @Test
    void allThatWasThereButNotPublishedIsNotAskedForAgain() throws Exception {
        try (var cache = cache()) {
            cache.write(ID, remote.read(ID), Progress.Task.NONE); // and the command ends before it makes it durable
        }
        assertEquals(List.of(), fetchAgain());
    }

    @Test
    void whatALivingCommandIsAtIsNotTaken() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        server.plan("GET", server.first(9 * MIB, () -> {
            arrived.countDown();
            await(go);
        }));
        var first = cache();
        var busy = new Thread(() -> {
            try {
                fetch(first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        busy.start();
        await(arrived);
        try (var second = cache()) {
            fetch(second);
        }
        assertEquals(List.of(0L, 0L), server.starts());
        go.countDown();
        busy.join();
        first.close();
        assertArrayEquals(BYTES, Files.readAllBytes(root().resolve(ID.path())));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void smallObjectsLeaveNothing() throws Exception {
        byte[] small = bytes(MIB);
        var id = Hasher.hash(small, Layout.V3);
        server.objects.put(id.path(), small);
        server.plan("GET", server.first(MIB / 2, () -> {}));
        for (int i = 0; i < 20; i++) server.plan("GET", FaultyServer.hangUp());
        try (var cache = cache()) {
            assertThrows(JdvcException.class, () -> cache.write(id, remote.read(id), Progress.Task.NONE));
        }
        assertFalse(Files.exists(root().resolve(".jdvc")));
    }

    /** What came is on the disk but for the buffers of the connection, far less than a part of an upload (64 MiB). */
    @Test
    void aKilledFetchIsGoneOnWith() throws Exception {
        byte[] big = bytes(96 * MIB);
        var id = Hasher.hash(big, Layout.V3);
        server.objects.put(id.path(), big);
        var project = project(id, big.length);
        var sent = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        server.plan("GET", server.first(80 * MIB, () -> {
            sent.countDown();
            await(killed);
        }));
        var process = jdvc(project, "fetch", "-q").start();
        await(sent);
        process.destroyForcibly().waitFor();
        killed.countDown();

        var again = jdvc(project, "fetch", "-q").start();
        var said = new String(again.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, again.waitFor(), said);
        assertEquals(2, server.starts().size(), server.log().toString());
        assertTrue(server.starts().get(1) > 48L * MIB, server.starts().toString());
        var object = project.resolve(".dvc/cache").resolve(id.path());
        assertEquals(FaultyServer.md5(big), FaultyServer.md5(Files.readAllBytes(object)));
        assertFalse(Files.exists(project.resolve(".dvc/cache/.jdvc/partial")));
    }

    private Path project(ObjectId id, long size) throws IOException {
        var project = Files.createDirectories(home.resolve("project"));
        Files.createDirectories(project.resolve(".dvc"));
        Files.writeString(project.resolve(".dvc/config"), "[core]\n    no_scm = true\n    remote = r\n");
        Files.writeString(
                project.resolve(".dvc/config.local"),
                "['remote \"r\"']\n    url = s3://bucket\n    endpointurl = " + server.endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = lablablab\n");
        Files.writeString(
                project.resolve("data.dvc"),
                "outs:\n- md5: " + id.hex() + "\n  size: " + size + "\n  hash: md5\n  path: data\n");
        return project;
    }

    private ProcessBuilder jdvc(Path project, String... words) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(
                List.of(java, "-Xlog:disable", "-cp", System.getProperty("java.class.path"), "jdvc.cli.Main"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
