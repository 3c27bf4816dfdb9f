package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that may not be read, directories that may not be written, a disk without space: told, and nothing is lost. */
class RefusingDiskTest {

    @TempDir
    Path folder;

    /** As a user for whom permissions count: root is refused nothing, so there the program runs as another. */
    @Nested
    class Permissions {

        private static final int NOBODY = 65534;

        private boolean isRoot;

        private Grounds grounds() throws IOException {
            isRoot = (int) Files.getAttribute(Files.createTempFile(folder, "owner", ""), "unix:uid") == 0;
            if (isRoot) Lab.requireProgram("setpriv");
            var grounds = new Grounds(new Sandbox(folder), "repo");
            if (isRoot) modes(grounds, "u+rwX,go+rX", folder);
            giveAway(grounds);
            return grounds;
        }

        /** Makes what the test has written the user's own. */
        private void giveAway(Grounds grounds) {
            if (!isRoot) return;
            grounds.sandbox
                    .run(folder, List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()))
                    .exits(0);
        }

        private void modes(Grounds grounds, String change, Path all) {
            grounds.sandbox
                    .run(folder, List.of("chmod", "-R", change, all.toString()))
                    .exits(0);
        }

        /** Runs the program as a process whose permissions count. */
        private Outcome asUser(Grounds grounds, String... words) throws IOException {
            var argv = new ArrayList<String>();
            if (isRoot) argv.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            argv.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-cp",
                    readable(),
                    "jdvc.cli.Main"));
            argv.addAll(List.of(words));
            return grounds.sandbox.run(grounds.root, argv);
        }

        /** The build's own folders may be closed to others: copies of what these verbs need are not. */
        private String readable() throws IOException {
            var copies = Files.createDirectories(folder.resolve("classes"));
            var classPath = new ArrayList<String>();
            for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                var name = Path.of(entry).getFileName().toString();
                if (!name.equals("classes") && !name.startsWith("snakeyaml") && !name.startsWith("commons-cli"))
                    continue;
                var copy = copies.resolve(name);
                if (!Files.exists(copy))
                    new Sandbox(folder)
                            .run(folder, List.of("cp", "-r", entry, copy.toString()))
                            .exits(0);
                classPath.add(copy.toString());
            }
            return String.join(File.pathSeparator, classPath);
        }

        private void refused(Grounds grounds, String named, String... words) throws IOException {
            var before = grounds.data();
            var outcome = asUser(grounds, words).fails();
            Grounds.requireClear(outcome);
            outcome.says(named);
            assertEquals(before, grounds.data(), outcome::toString);
        }

        private void mode(Path path, int mode) throws IOException {
            Files.setAttribute(path, "unix:mode", mode);
        }

        @Test
        void filesThatMayNotBeReadAreNamed() throws IOException {
            var grounds = grounds();
            Bytes.write(grounds.root.resolve("new/secret"), "secret\n");
            Bytes.write(grounds.root.resolve("new/open"), "open\n");
            giveAway(grounds);
            mode(grounds.root.resolve("new/secret"), 0);
            refused(grounds, "new/secret", "add", "new");
            assertFalse(Files.exists(grounds.root.resolve("new.dvc")));
            mode(grounds.root.resolve("new/secret"), 0644);
            asUser(grounds, "add", "new").exits(0);
        }

        @Test
        void directoriesThatMayNotBeReadAreNamed() throws IOException {
            var grounds = grounds();
            Bytes.write(grounds.root.resolve("new/closed/file"), "x\n");
            giveAway(grounds);
            mode(grounds.root.resolve("new/closed"), 0);
            var outcome = asUser(grounds, "add", "new").fails();
            mode(grounds.root.resolve("new/closed"), 0755);
            Grounds.requireClear(outcome);
            outcome.says("new/closed");
            assertFalse(Files.exists(grounds.root.resolve("new.dvc")));
        }

        @Test
        void metafilesThatMayNotBeReadAreNamed() throws IOException {
            var grounds = grounds();
            mode(grounds.root.resolve("f.dvc"), 0);
            for (var verb : List.of("status", "checkout", "push")) refused(grounds, "f.dvc", verb);
        }

        @Test
        void aCacheThatMayNotBeWrittenTakesNothing() throws IOException {
            var grounds = grounds();
            Bytes.write(grounds.root.resolve("new"), "new\n");
            giveAway(grounds);
            modes(grounds, "a-w", grounds.cache());
            refused(grounds, ".dvc/cache", "add", "new");
            assertFalse(Files.exists(grounds.root.resolve("new.dvc")));
        }

        @Test
        void aDirectoryThatMayNotBeWrittenStaysAsItIs() throws IOException {
            var grounds = grounds();
            Files.delete(grounds.root.resolve("d/sub/b"));
            Files.delete(grounds.root.resolve("f"));
            mode(grounds.root.resolve("d/sub"), 0555);
            var outcome = asUser(grounds, "checkout").fails();
            mode(grounds.root.resolve("d/sub"), 0755);
            Grounds.requireClear(outcome);
            outcome.says("d/sub/b");
            assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")), "the others are placed");
            assertEquals("a\n", Bytes.text(grounds.root.resolve("d/a")));
        }

        @Test
        void aRemoteThatMayNotBeWrittenIsNamed() throws IOException {
            var grounds = grounds();
            Files.createDirectories(grounds.remote());
            giveAway(grounds);
            mode(grounds.remote(), 0555);
            refused(grounds, grounds.remote().toString(), "push");
        }

        @Test
        void aProjectThatMayNotBeWrittenStaysAsItIs() throws IOException {
            var grounds = grounds();
            Bytes.write(grounds.root.resolve("new"), "new\n");
            giveAway(grounds);
            modes(grounds, "a-w", grounds.root);
            for (var words : List.of(List.of("add", "new"), List.of("checkout"), List.of("commit", "-f"))) {
                refused(grounds, grounds.root.toString(), words.toArray(String[]::new));
            }
            modes(grounds, "u+w", grounds.root);
        }
    }

    /** A small file system of its own. */
    @Nested
    class FullDisk {

        private interface Body {
            void in(Path disk) throws IOException;
        }

        private void on(int mebibytes, Body body) throws IOException {
            var disk = Files.createDirectories(folder.resolve("disk"));
            var sandbox = new Sandbox(folder);
            var mounted = sandbox.run(
                    folder,
                    List.of(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "mode=755,size=" + mebibytes + "m",
                            "tmpfs",
                            disk.toString()));
            Lab.skipUnless(
                    mounted.exit() == 0,
                    "a small file system cannot be mounted here: "
                            + mounted.err().strip());
            try {
                body.in(disk);
            } finally {
                sandbox.run(folder, List.of("umount", "-l", disk.toString())).exits(0);
            }
        }

        /** Takes all the space that is left, and returns the file that does. */
        private Path fill(Path disk) {
            var filler = disk.resolve("filler");
            new Sandbox(folder).run(folder, List.of("dd", "if=/dev/zero", "of=" + filler, "bs=4096", "status=none"));
            return filler;
        }

        @Test
        void aFileThatDoesNotFitTwiceIsRefusedAndStays() throws IOException {
            on(24, disk -> {
                var grounds = new Grounds(new Sandbox(disk), "repo");
                Bytes.write(grounds.root.resolve("big"), Specimen.noise(14 << 20, 1));
                var before = grounds.data();
                grounds.refused("add", "big").says("space");
                assertEquals(before, grounds.data());
                assertFalse(Files.exists(grounds.root.resolve("big.dvc")));
                assertEquals(List.of(), new Checker(grounds.root).faults());
                Bytes.write(grounds.root.resolve("big"), Specimen.noise(1 << 20, 1));
                grounds.jdvc("add", "big").exits(0);
            });
        }

        /** Not a byte is left: whatever fails, metafiles are as they were, and all goes on when there is space again. */
        @Test
        void withoutAnySpaceNothingIsHalfWritten() throws IOException {
            on(16, disk -> {
                var grounds = new Grounds(new Sandbox(disk), "repo");
                grounds.jdvc("push").exits(0);
                Bytes.write(grounds.root.resolve("d/a"), "changed\n".repeat(2000));
                Bytes.write(grounds.root.resolve("new"), "new\n".repeat(3000));
                var before = Snapshot.of(grounds.root);
                var filler = fill(disk);
                for (var words : List.of(List.of("add", "new"), List.of("commit", "-f"), List.of("add", "d"))) {
                    grounds.refused(words.toArray(String[]::new));
                    assertEquals(before.listing(), Snapshot.of(grounds.root).listing(), words::toString);
                    assertEquals(List.of(), new Checker(grounds.root).faults(), words::toString);
                }
                Files.delete(filler);
                grounds.jdvc("add", "new", "d").exits(0);
                grounds.jdvc("status", "--json").exits(0).prints("{}\n");
            });
        }

        @Test
        void checkoutWithoutSpaceKeepsWhatIsThere() throws IOException {
            on(48, disk -> {
                var grounds = new Grounds(new Sandbox(disk), "repo");
                Bytes.write(grounds.root.resolve("d/big"), Specimen.noise(2 << 20, 1));
                grounds.jdvc("add", "d").exits(0);
                Bytes.write(grounds.root.resolve("d/big"), Specimen.noise(2 << 20, 2));
                Bytes.write(grounds.root.resolve("d/more"), Specimen.noise(2 << 20, 3));
                grounds.sandbox.git(grounds.root, "add", "-A");
                grounds.sandbox.git(grounds.root, "commit", "-qm", "second");
                grounds.jdvc("add", "d").exits(0);
                grounds.sandbox.git(grounds.root, "checkout", "-q", "--", "d.dvc");
                grounds.watch();
                var before = grounds.data();
                var filler = fill(disk);
                grounds.refused("checkout");
                for (var name : List.of("d/a", "d/big", "d/sub/b", "f")) {
                    assertTrue(Files.exists(grounds.root.resolve(name)), name + " is gone");
                }
                assertTrue(before.contains(Bytes.md5(Bytes.read(grounds.root.resolve("d/big")))), "d/big is torn");
                Files.delete(filler);
                grounds.jdvc("checkout").exits(0);
                grounds.jdvc("status", "--json").exits(0).prints("{}\n");
            });
        }

        @Test
        void aFullRemoteHasNoHalfObjects() throws IOException {
            on(4, disk -> {
                var grounds = new Grounds(new Sandbox(folder), "repo");
                Bytes.write(grounds.root.resolve("d/big"), Specimen.noise(6 << 20, 1));
                grounds.jdvc("add", "d").exits(0);
                grounds.jdvc("config", "remote.r.url", disk.resolve("store").toString())
                        .exits(0);
                grounds.watch();
                grounds.refused("push").exits(1);
                assertEquals(
                        List.of(),
                        new Checker(grounds.root).remote(disk.resolve("store")).faults());
                var listing = Bytes.text(grounds.root.resolve("d.dvc")).split("\\s+")[3];
                assertFalse(Files.exists(Grounds.path(disk.resolve("store"), listing)), "a listing without its files");
            });
        }

        @Test
        void aFullCacheTakesNoHalfDownloads() throws IOException {
            on(8, disk -> {
                var grounds = new Grounds(new Sandbox(folder), "repo");
                Bytes.write(grounds.root.resolve("d/big"), Specimen.noise(9 << 20, 1));
                grounds.jdvc("add", "d").exits(0);
                grounds.jdvc("push").exits(0);
                Replay.delete(grounds.root.resolve("d"));
                grounds.jdvc("config", "cache.dir", disk.resolve("cache").toString())
                        .exits(0);
                grounds.watch();
                grounds.refused("pull").exits(1).says("space");
                assertEquals(
                        List.of(),
                        new Checker(grounds.root).remote(disk.resolve("cache")).faults());
            });
        }
    }

    /** Names and kinds that no output can have. */
    @Nested
    class OddFiles {

        @Test
        void pipesAreRefusedWithoutWaitingForThem() {
            Lab.requireProgram("mkfifo");
            var grounds = new Grounds(folder);
            Bytes.write(grounds.root.resolve("e/x"), "x\n");
            grounds.sandbox
                    .run(grounds.root, List.of("mkfifo", "e/pipe", "pipe"))
                    .exits(0);
            grounds.refused("add", "e").says("e/pipe");
            grounds.refused("add", "pipe").says("pipe");
            grounds.sandbox.run(grounds.root, List.of("mkfifo", "d/pipe")).exits(0);
            grounds.refused("add", "d").says("d/pipe");
            grounds.survives("status");
        }

        @Test
        void namesThatAreNotUtf8AreToldNotSkipped() throws IOException {
            var grounds = new Grounds(folder);
            var name = new byte[] {'e', '/', (byte) 0xff, 'x'};
            Files.createDirectories(grounds.root.resolve("e"));
            // Java cannot make such a file, a shell can
            var octal = new StringBuilder();
            for (byte b : name) octal.append("\\%03o".formatted(b & 0xff));
            grounds.sandbox
                    .run(grounds.root, List.of("sh", "-c", ": > \"$(printf '" + octal + "')\""))
                    .exits(0);
            grounds.refused("add", "e").says("UTF-8");
            assertFalse(Files.exists(grounds.root.resolve("e.dvc")));
        }

        /** Temporaries must be where a rename can take them from. */
        @Test
        void temporariesMayLieOnAnotherFileSystem() throws IOException {
            var shm = Path.of("/dev/shm");
            Lab.skipUnless(Files.isWritable(shm), "there is no second file system at " + shm);
            var grounds = new Grounds(folder);
            var elsewhere = Files.createTempDirectory(shm, "jdvc");
            try {
                Replay.delete(grounds.root.resolve(".dvc/tmp"));
                Files.createSymbolicLink(grounds.root.resolve(".dvc/tmp"), elsewhere);
                Bytes.write(grounds.root.resolve("new/x"), "x\n");
                grounds.jdvc("add", "new").exits(0);
                Replay.delete(grounds.root.resolve("d"));
                Replay.delete(grounds.root.resolve("f"));
                grounds.jdvc("checkout").exits(0);
                assertEquals("b\n", Bytes.text(grounds.root.resolve("d/sub/b")));
                Bytes.write(grounds.root.resolve("f"), "changed\n");
                grounds.jdvc("checkout", "--force").exits(0);
                assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")));
            } finally {
                Replay.delete(elsewhere);
            }
        }
    }
}
