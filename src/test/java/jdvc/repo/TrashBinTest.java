package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Meddling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 100,000 bytes: what operations 1, 2 and 3 took away, in this order, is 2,000 bytes each. */
class TrashBinTest {

    private static final long BYTES = 2000;

    @TempDir
    Path directory;

    private final Disk disk = small(new LocalDisk(Durability.OFF, new Random(1), 022));

    private static Disk small(Disk real) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    if (method.getName().equals("totalSpace")) return 50 * BYTES;
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @BeforeEach
    void threeOperations() throws IOException {
        for (var each : new String[] {"1", "2", "3"}) put(each);
    }

    private Path put(String operation) throws IOException {
        var file = directory.resolve(operation).resolve("data/x");
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[(int) BYTES]);
    }

    private Optional<Path> own(String operation) {
        return Optional.of(directory.resolve(operation));
    }

    private Set<String> left() throws IOException {
        try (var all = Files.list(directory)) {
            return new TreeSet<>(all.map(each -> each.getFileName().toString()).toList());
        }
    }

    private void tidy(Disk on, int days, int percent, Optional<Path> own) throws IOException {
        new TrashBin(on, directory).tidy(new TrashBin.Limits(days, percent), own);
    }

    @Test
    void theOldestGoUntilTheRestFits() throws IOException {
        tidy(disk, 7, 5, own("3"));
        assertEquals(Set.of("2", "3"), left());
    }

    @Test
    void whatTheOperationItselfPutThereStays() throws IOException {
        tidy(disk, 0, 0, own("3"));
        assertEquals(Set.of("3"), left());
    }

    @Test
    void whatIsOldGoesThoughItFits() throws IOException {
        tidy(Meddling.aging(disk, Duration.ofDays(6)), 7, 50, own("3"));
        assertEquals(Set.of("1", "2", "3"), left());
        tidy(Meddling.aging(disk, Duration.ofDays(8)), 7, 50, own("3"));
        assertEquals(Set.of("3"), left());
    }

    @Test
    void nothingIsMeasuredWhereNothingCame() throws IOException {
        tidy(disk, 7, 0, own("4"));
        tidy(disk, 7, 0, Optional.empty());
        assertEquals(Set.of("1", "2", "3"), left());
    }

    @Test
    void aLinkGoesAndWhatItLeadsToStays() throws IOException {
        var foreign = Files.writeString(directory.resolveSibling(directory.getFileName() + "-foreign"), "mine");
        Files.createSymbolicLink(directory.resolve("1/link"), foreign);
        tidy(disk, 0, 0, own("3"));
        assertEquals(Set.of("3"), left());
        assertEquals("mine", Files.readString(foreign));
        Files.delete(foreign);
    }

    @Test
    void aBinThatIsNotThereIsEmpty() throws IOException {
        var bin = new TrashBin(disk, directory.resolve("none"));
        bin.tidy(new TrashBin.Limits(0, 0), Optional.empty());
        assertTrue(!bin.exists());
    }
}
