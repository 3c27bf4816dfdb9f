package jdvc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void emptyProject() throws IOException {
        home = new Home(directory);
    }

    @Test
    void withoutFilesEverythingIsAsInDvc() throws IOException {
        var config = home.load();
        config.validate();
        assertEquals(Optional.empty(), config.value("core.remote"));
        assertEquals(Optional.empty(), config.defaultRemote());
        assertEquals(List.of(), config.remotes());
        assertEquals(List.of(), config.linkTypes());
        assertEquals(Optional.of(home.dvc.resolve("cache")), config.cacheDirectory());
        for (var on : List.of("core.analytics", "core.check_update", "cache.slow_link_warning")) {
            assertTrue(config.flag(on), on);
        }
        for (var off : List.of("core.autostage", "core.no_scm", "core.hardlink_lock", "cache.verify")) {
            assertFalse(config.flag(off), off);
        }
    }

    @Test
    void strongerLevelsOverrideKeyByKey() throws IOException {
        home.write(Level.SYSTEM, "[core]", "remote = s", "checksum_jobs = 1", "autostage = TRUE");
        home.write(Level.GLOBAL, "[core]", "remote = g", "checksum_jobs = 2");
        home.write(Level.PROJECT, "[core]", "remote = P");
        home.write(Level.LOCAL, "[CORE]", "REMOTE = Mine");
        var config = home.load();
        assertEquals(Optional.of("Mine"), config.value("core.remote"));
        assertEquals(Optional.of("mine"), config.defaultRemote());
        assertEquals(OptionalInt.of(2), config.number("core.checksum_jobs"));
        assertTrue(config.flag("core.autostage"));
        assertEquals(Optional.of(Level.SYSTEM), config.origin("core.autostage"));
        assertEquals(Optional.of(Level.LOCAL), config.origin("core.remote"));
        assertEquals(Optional.empty(), config.origin("core.no_scm"));
    }

    @Test
    void findsTheFilesOfUserAndSystemByTheXdgDirectories() throws IOException {
        home.without("DVC_GLOBAL_CONFIG_DIR").without("DVC_SYSTEM_CONFIG_DIR");
        var config = home.load();
        assertEquals(Optional.of(home.home.resolve(".config/dvc/config")), config.file(Level.GLOBAL));
        assertEquals(Optional.of(home.project.resolveSibling("etc").resolve("dvc/config")), config.file(Level.SYSTEM));
        assertEquals(
                Optional.of(Path.of("/x/dvc/config")),
                home.with("XDG_CONFIG_HOME", "/x").load().file(Level.GLOBAL));
        home.without("XDG_CONFIG_DIRS");
        assertEquals(Optional.of(Path.of("/etc/xdg/dvc/config")), home.load().file(Level.SYSTEM));
    }

    @Test
    void outsideAProjectThereAreTwoLevels() throws IOException {
        home.write(Level.GLOBAL, "[core]", "remote = g");
        home.write(Level.PROJECT, "[core]", "remote = p");
        var config = Config.load(home.disk, home.env(), Optional.empty());
        assertEquals(Optional.of("g"), config.value("core.remote"));
        assertEquals(Optional.empty(), config.cacheDirectory());
        assertEquals(Optional.empty(), config.file(Level.LOCAL));
        assertThrows(JdvcException.class, () -> config.read("core.remote", Optional.of(Level.PROJECT)));
    }

    @Test
    void pathsAreRelativeToTheirFile() throws IOException {
        home.write(Level.GLOBAL, "['remote \"g\"']", "url = store");
        home.write(Level.PROJECT, "[cache]", "dir = ../../c", "['remote \"p\"']", "url = ~/x/../y/");
        var config = home.load();
        assertEquals(Optional.of(home.project.resolveSibling("c")), config.cacheDirectory());
        assertEquals(
                home.project.resolveSibling("g").resolve("store"),
                config.remote("g").directory());
        assertEquals(home.home + "/x/../y/", config.remote("p").url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardlink,symlink", " hardlink , symlink", "'hardlink,symlink'"})
    void linkTypesComeAsAListOrAText(String written) throws IOException {
        home.write(Level.PROJECT, "[cache]", "type = " + written);
        home.load().validate();
        assertEquals(List.of("hardlink", "symlink"), home.load().linkTypes());
    }

    @Test
    void listsWhatALevelSets() throws IOException {
        home.write(Level.PROJECT, "[core]", "remote = a,", "['remote \"x.y\"']", "url = ../s", "[foo]", "bar = 1");
        home.write(home.dvc.resolve("jdvc.conf"), "[jdvc]\nformat = 2\n['remote \"x\"']\nquota = 5GB\n");
        var lines = home.load().settings(Level.PROJECT).stream()
                .map(each -> each.key() + "=" + each.value())
                .toList();
        assertEquals(
                List.of(
                        "remote.x.y.url=" + home.project.resolve("s"),
                        "core.remote=['a']",
                        "foo.bar=1",
                        "jdvc.remote.x.quota=5GB",
                        "jdvc.format=2"),
                lines);
        assertEquals(List.of(), home.load().settings(Level.LOCAL));
    }

    @Test
    void readsOneSettingAsTheConfigCommandPrintsIt() throws IOException {
        home.write(Level.GLOBAL, "[core]", "remote = g");
        var config = home.load();
        var setting = config.read("Core.Remote", Optional.empty()).orElseThrow();
        assertEquals(new Setting("core.remote", "g", Level.GLOBAL, home.file(Level.GLOBAL)), setting);
        assertEquals(Optional.empty(), config.read("core.autostage", Optional.empty()));
        var unset = assertThrows(JdvcException.class, () -> config.read("core.remote", Optional.of(Level.LOCAL)));
        assertEquals("option 'remote' doesn't exist in section 'core'", unset.getMessage());
        assertEquals(
                Kind.USAGE,
                assertThrows(JdvcException.class, () -> config.read("remote", Optional.empty()))
                        .kind());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [core]@x = 1                                              | extra keys not allowed: 'core.x'
            [jdvc]                                                    | extra keys not allowed: 'jdvc'
            [core]@autostage = yes                                    | expected true or false: 'core.autostage'
            [core]@checksum_jobs = 0                                  | value must be at least 1: 'core.checksum_jobs'
            [core]@checksum_jobs = x                                  | expected int: 'core.checksum_jobs'
            [cache]@type = hardlink,foo                               | Unsupported cache type(s): foo: 'cache.type'
            [cache]@shared = all                                      | expected one of group: 'cache.shared'
            ['remote "x"']@jobs = 4                                   | expected 'url': 'remote.x'
            ['remote "x"']@url = foo://b                              | Unsupported URL type foo://: 'remote.x.url'
            ['remote "x"']@url = s3://b@type = copy                   | extra keys not allowed: 'remote.x.type'
            ['remote "x"']@url = /p@region = r                        | extra keys not allowed: 'remote.x.region'
            ['remote "x"']@url = s3://b@cache_regions = true          | cannot be set from a file: 'remote.x.cache_regions'
            ['remote "x"']@url = s3://b@region = a,b                  | expected str: 'remote.x.region'
            ["remote 'x'"]@url = /p                                   | extra keys not allowed: 'remote 'x''
            [hydra]@config_dir = a@config_module = b                  | excludes 'config_dir': 'hydra.config_module'
            core = x                                                  | expected a dictionary: 'core'
            """)
    void validationNamesKeyAndFile(String lines, String message) throws IOException {
        home.write(Level.PROJECT, lines.split("@"));
        var config = home.load();
        var failure = assertThrows(JdvcException.class, config::validate);
        assertEquals(Kind.CONFIG, failure.kind());
        var text = failure.getMessage();
        assertTrue(text.startsWith(message + " in '" + home.file(Level.PROJECT) + "', line "), text);
    }

    @Test
    void validationTellsTheLineInTheFileThatCounts() throws IOException {
        home.write(Level.PROJECT, "[core]", "autostage = true");
        home.write(Level.LOCAL, "# mine", "[core]", "remote = x", "autostage = no");
        var failure = assertThrows(JdvcException.class, home.load()::validate);
        assertTrue(failure.getMessage().endsWith("config.local', line 4"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[feature]@zz = 1",
                "[cache]@protected = true@local = x@type = copy",
                "[core]@experiments = true@interactive = False@machine = M",
                "[state]@row_limit = 5@row_cleanup_quota = 100@[index]@dir = x",
                "[machine]@[db]@['db \"d\"']@url = u@username = n@[studio]@token = t@offline = true",
                "['machine \"m\"']@cloud = AWS@spot_price = 1.5",
                "[parsing]@bool = store_true@list = APPEND@[exp]@auto_push = true@code = x@[plots]@out_dir = o",
                "['remote \"r\"']@url = remote://x/y@anything = goes",
                "['remote \"r\"']@url = S3://B@jobs = ' 1_0 '@read_timeout = -5@ssl_verify = no@listobjects = true",
                "['remote \"r\"']@url = http://h@connect_timeout = 1.5@auth = Basic",
                "['remote \"r\"']@url = gdrive://h@gdrive_trash_only = true",
                "['remote \"r\"']@url = azure://h@account_key = k@['remote \"s\"']@url = ssh://h@port = 22",
                "['remote \"r\"']@url = webdavs://h@timeout = 3@['remote \"s\"']@url = oss://h@oss_key_id = 22",
                "['remote \"r\"']@url = hdfs://h@user = u@['remote \"s\"']@url = gs://h@projectname = p",
                "['remote \"r\"']@url = webhdfs://h@kerberos = true@['remote \"s\"']@url = ~/x@shared = GROUP"
            })
    void acceptsWhatDvcAccepts(String lines) throws IOException {
        home.write(Level.PROJECT, lines.split("@"));
        home.load().validate();
    }

    @Test
    void optionsOfARemoteMayComeFromAnotherLevelThanItsUrl() throws IOException {
        home.write(Level.PROJECT, "['remote \"r\"']", "url = s3://b/p");
        home.write(Level.LOCAL, "['remote \"R\"']", "secret_access_key = s");
        home.load().validate();
        assertEquals(List.of("r"), home.load().remotes());
    }

    @Test
    void warnsOfFeaturesAsDvcDoes() throws IOException {
        home.write(Level.PROJECT, "[feature]", "b = 1", "a = 2", "machine = true");
        assertEquals(
                List.of("'feature.a', 'feature.b' config options are unsupported"),
                home.load().warnings());
    }

    @Test
    void aDirectoryInThePlaceOfAFileIsAnError() throws IOException {
        Files.createDirectories(home.file(Level.PROJECT));
        assertThrows(IOException.class, home::load);
    }

    @Test
    void offersDescribedKeysWithTheirFullNames() {
        var names = Config.keys().stream().map(Key::name).toList();
        for (var name :
                List.of("core.remote", "cache.type", "remote.NAME.endpointurl", "remote.NAME.shared", "jdvc.format")) {
            assertTrue(names.contains(name), name);
        }
        assertTrue(Config.keys().stream().noneMatch(key -> key.description().isEmpty()));
    }

    @Test
    void offersTheOptionsOfARemoteByItsUrl() throws IOException {
        home.write(Level.PROJECT, "['remote \"l\"']", "url = /p", "['remote \"s\"']", "url = s3://b");
        var config = home.load();
        assertTrue(Schema.find(config.remoteKeys("l"), "region").isEmpty());
        assertTrue(Schema.find(config.remoteKeys("s"), "region").isPresent());
    }

    @Test
    void settingsDoNotShowTheirValueByAccident() {
        var setting = new Setting("remote.x.password", "hidden", Level.LOCAL, Path.of("/c"));
        assertFalse(setting.toString().contains("hidden"));
    }
}
