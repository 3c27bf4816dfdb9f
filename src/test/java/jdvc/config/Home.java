package jdvc.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;

/** A project and a user's home in a temporary directory, with nothing of the real ones. */
final class Home {

    final Path project;
    final Path dvc;
    final Path home;
    final Disk disk = new LocalDisk(Durability.OFF, new Random(), 022);
    private final Map<String, String> vars = new HashMap<>();
    private final Map<Level, Path> files = new EnumMap<>(Level.class);
    private Path cwd;

    Home(Path directory) throws IOException {
        var root = directory.toRealPath();
        project = Files.createDirectories(root.resolve("p"));
        dvc = Files.createDirectories(project.resolve(".dvc"));
        home = Files.createDirectories(root.resolve("home"));
        Files.createDirectories(project.resolve("sd"));
        cwd = project;
        vars.put("DVC_SYSTEM_CONFIG_DIR", root.resolve("s").toString());
        vars.put("DVC_GLOBAL_CONFIG_DIR", root.resolve("g").toString());
        vars.put("XDG_CONFIG_DIRS", root.resolve("etc") + ":/nowhere");
        files.put(Level.SYSTEM, root.resolve("s/config"));
        files.put(Level.GLOBAL, root.resolve("g/config"));
        files.put(Level.PROJECT, dvc.resolve("config"));
        files.put(Level.LOCAL, dvc.resolve("config.local"));
    }

    /** Works from a directory of the project. */
    Home in(String directory) {
        cwd = project.resolve(directory).normalize();
        return this;
    }

    Home with(String variable, String value) {
        vars.put(variable, value);
        return this;
    }

    Home without(String variable) {
        vars.remove(variable);
        return this;
    }

    Path file(Level level) {
        return files.get(level);
    }

    Home write(Level level, String... lines) throws IOException {
        return write(file(level), String.join("\n", lines) + "\n");
    }

    Home write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Returns what a level's file holds; absent if there is none. */
    Optional<String> read(Level level) throws IOException {
        var file = file(level);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    String text(Level level) throws IOException {
        return read(level).orElseThrow();
    }

    Env env() {
        return new Env(cwd, home, vars, Clock.systemUTC(), new Random(), 2);
    }

    Config load() throws IOException {
        return Config.load(disk, env(), Optional.of(dvc));
    }

    /** Changes a level as in a repository whose config.local is ignored. */
    ConfigEdit edit(Level level) throws IOException {
        return load().edit(level, file -> false);
    }

    JdvcSettings settings() throws IOException {
        return JdvcSettings.load(disk, env(), Optional.of(dvc));
    }
}
