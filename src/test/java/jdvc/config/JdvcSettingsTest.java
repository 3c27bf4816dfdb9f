package jdvc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.config.JdvcSettings.Format;
import jdvc.disk.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdvcSettingsTest {

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void emptyProject() throws IOException {
        home = new Home(directory);
    }

    @Test
    void hasDefaults() throws IOException {
        var settings = home.settings();
        assertEquals(Format.AUTO, settings.format());
        assertEquals(5 << 20, settings.proposeSize());
        assertEquals(Durability.BATCH, settings.durability());
        assertEquals(7, settings.trashDays());
        assertEquals(5, settings.trashPercent());
        assertEquals(OptionalLong.empty(), settings.quota("x"));
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void laterLevelsWinAndTheEnvironmentLast() throws IOException {
        home.write(
                home.project.resolveSibling("etc").resolve("jdvc/jdvc.conf"), "[jdvc]\nformat = 2\ntrash_days = 1\n");
        home.write(home.home.resolve(".config/jdvc/jdvc.conf"), "[jdvc]\nformat = 3\npropose_size = 1 MiB\n");
        assertEquals(Format.CURRENT, home.settings().format());
        assertEquals(1, home.settings().trashDays());
        home.write(home.dvc.resolve("jdvc.conf"), "[JDVC]\nFormat = 2\n['remote \"models\"']\nquota = 50GB\n");
        assertEquals(Format.LEGACY, home.settings().format());
        assertEquals(1 << 20, home.settings().proposeSize());
        assertEquals(OptionalLong.of(50_000_000_000L), home.settings().quota("Models"));
        home.with("JDVC_FORMAT", "auto").with("JDVC_DURABILITY", "full").with("JDVC_REMOTE_MODELS_QUOTA", "1");
        assertEquals(Format.AUTO, home.settings().format());
        assertEquals(Durability.FULL, home.settings().durability());
        assertEquals(OptionalLong.of(1), home.settings().quota("models"));
    }

    @Test
    void aProjectDoesNotDecideHowSafeItsUsersWorkIs() throws IOException {
        home.write(home.dvc.resolve("jdvc.conf"), "[jdvc]\ndurability = off\ntrash_days = 1\ntrash_percent = 1\n");
        var settings = home.settings();
        assertEquals(Durability.BATCH, settings.durability());
        assertEquals(7, settings.trashDays());
        assertEquals(3, settings.warnings().size());
        assertTrue(settings.warnings().get(0).contains("'jdvc.durability'"));
    }

    @Test
    void unknownKeysAreOneWarning() throws IOException {
        home.write(home.dvc.resolve("jdvc.conf"), "[jdvc]\nfoo = 1\nbar = 2\n[x]\ny = 1\n['remote \"r\"']\nz = 1\n");
        var warnings = home.settings().warnings();
        assertEquals(1, warnings.size());
        for (var name : List.of("jdvc.foo", "jdvc.bar", "jdvc.x.y", "jdvc.remote.r.z")) {
            assertTrue(warnings.get(0).contains(name), warnings.get(0));
        }
    }

    @Test
    void aWrongValueNamesWhereItComesFrom() throws IOException {
        home.write(home.dvc.resolve("jdvc.conf"), "[jdvc]\nformat = 4\n");
        var inFile = assertThrows(JdvcException.class, home.settings()::format);
        assertEquals(Kind.CONFIG, inFile.kind());
        assertTrue(inFile.getMessage().contains("jdvc.conf"), inFile.getMessage());
        home.with("JDVC_FORMAT", "five");
        var inVariable = assertThrows(JdvcException.class, home.settings()::format);
        assertTrue(inVariable.getMessage().contains("JDVC_FORMAT"), inVariable.getMessage());
    }

    @Test
    void areReadUnderTheirNamesFromTheConfigToo() throws IOException {
        home.write(home.dvc.resolve("jdvc.conf"), "[jdvc]\nformat = 2\n['remote \"r\"']\nquota = 5 GiB\n");
        assertEquals(Optional.of("2"), home.load().value("jdvc.format"));
        assertEquals(Optional.of("5 GiB"), home.load().value("jdvc.remote.r.quota"));
        assertEquals(
                "2",
                home.load()
                        .read("jdvc.format", Optional.of(Level.PROJECT))
                        .orElseThrow()
                        .value());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "5 MiB, 5242880",
        "5MiB, 5242880",
        "50GB, 50000000000",
        "1.5k, 1536",
        "2 T, 2199023255552",
        "7 b, 7",
        "1 kb, 1000"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(OptionalLong.of(bytes), ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GB", "-1", "5 XB", "5 MiBs", "1.2.3", "99999999999 PiB", "5,5"})
    void rejectsSizes(String text) {
        assertEquals(OptionalLong.empty(), ByteSize.parse(text));
    }
}
