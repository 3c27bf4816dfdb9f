package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object of the cache that holds other bytes than its name says (safety 5.7). */
class DamagedObjectTest {

    private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661"; // of "a"

    @TempDir
    Path directory;

    @Test
    void isToldOfKeptAndFetchedAnew() throws IOException {
        var project = new Project(directory);
        project.write("one", "a");
        project.succeeds("add", "one");
        project.succeeds("push");
        var object = project.root.resolve(".dvc/cache/files/md5/" + MD5.substring(0, 2) + "/" + MD5.substring(2));
        Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(object, "junk");

        var fetched = project.succeeds("fetch");
        assertTrue(
                fetched.err().startsWith("WARNING: object " + MD5 + " of the cache was damaged: kept in '"),
                fetched.err());
        assertEquals("1 file fetched\n", fetched.out());
        assertEquals("a", Files.readString(object));
        assertEquals("", project.succeeds("fetch").err());
    }
}
