package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdvc.Env;
import jdvc.command.Words;
import jdvc.disk.Exec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the words of a line stand for. */
class ExpansionTest {

    @TempDir
    Path directory;

    @Test
    void namesAreMatchedAsInSh() throws IOException {
        for (var name :
                List.of("b.csv", "a.csv", "c d.csv", ".h.csv", "{a}.csv", "sub/x.csv", "sub/y.txt", "home/h.csv"))
            write(name);
        for (var line : List.of(
                "v *.csv",
                "v ?.csv [ab].csv [!a].csv [b-z].csv",
                "v .*.csv",
                "v */*.csv sub/* ./*.csv s*b/x.csv */nosuch",
                "v '*.csv' \"*.csv\" \\*.csv 'c d'*",
                "v nosuch* [ [a nosuch/* a.csv/*",
                "v {a,b}.csv {*}.csv",
                "v ~ ~/ ~/*.csv ~/no* '~' a~ ~nobody-at-all",
                "v \"$PWD\" */ **")) {
            if (!line.contains("$")) assertEquals(bySh(line), expanded(line), line);
        }
        assertEquals(List.of("v", directory + "/a.csv"), expanded("v " + directory + "/a*"));
    }

    @Test
    void aDirectoryMayBeMeantByASlash() throws IOException {
        write("sub/x.csv");
        write("a.csv");
        assertEquals(bySh("v */"), expanded("v */"));
    }

    /** What a hostile repository calls its files is neither an option nor {@code &}. */
    @Test
    void namesAreNoOptions() throws IOException {
        for (var name : List.of("--force", "&", "-x/y", "a")) write(name);
        assertEquals(
                List.of("push", "./&", "./--force", "./-x", "a"),
                expanded("push *").stream().sorted((a, b) -> 0).toList());
        assertEquals(List.of("push", "./-x/y"), expanded("push */*"));
        assertEquals(List.of("*"), expanded("*"));
    }

    private void write(String name) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private List<String> expanded(String line) {
        var env = new Env(directory, directory.resolve("home"), Map.of(), Clock.systemUTC(), new Random(), 1);
        return new Expansion(env, Project.disk()).of(Words.split(line).words());
    }

    private List<String> bySh(String line) throws IOException {
        var script = "v() { for each in v \"$@\"; do printf '%s\\n' \"$each\"; done; }; " + line;
        var vars = Map.of("HOME", directory.resolve("home").toString(), "LC_ALL", "C");
        return List.of(Exec.run(directory, vars, List.of("/bin/sh", "-c", script))
                .output()
                .split("\n"));
    }
}
