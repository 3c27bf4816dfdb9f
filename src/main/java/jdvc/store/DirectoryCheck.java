package jdvc.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.Stat;

/** Looks whether a directory can serve as a store; leaves nothing behind in it. */
final class DirectoryCheck {

    private DirectoryCheck() {}

    static List<Finding> run(Disk disk, Path root) throws IOException {
        var found = new ArrayList<Finding>();
        var stat = disk.statTarget(root);
        if (stat.isEmpty()) {
            found.add(Finding.good(
                    "directory", "'" + root + "' is made by the first push", "if it should be there: is it mounted?"));
            for (var link : List.of("list", "write")) found.add(Finding.unknown(link, "not looked at"));
        } else if (!stat.map(Stat::isDirectory).orElse(false)) {
            found.add(
                    Finding.bad("directory", "'" + root + "' is no directory", "name another one as the remote's url"));
        } else {
            found.add(Finding.good("directory", "'" + root + "' is there"));
            found.add(listing(disk, root));
            found.add(writing(disk, root));
        }
        return found;
    }

    private static Finding listing(Disk disk, Path root) {
        try {
            disk.list(root);
            return Finding.good("list", "allowed");
        } catch (IOException e) {
            return Finding.bad("list", "'" + root + "' cannot be listed", "ask its owner for the right to read it");
        }
    }

    private static Finding writing(Disk disk, Path root) {
        try (var area = new Area(disk, root.resolve(".jdvc/tmp"), -1)) {
            disk.create(area.next()).close();
            return Finding.good("write", "allowed");
        } catch (IOException e) {
            return Finding.bad(
                    "write", "'" + root + "' cannot be written to", "ask its owner for the right to write to it");
        }
    }
}
