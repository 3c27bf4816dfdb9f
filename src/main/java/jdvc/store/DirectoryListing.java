package jdvc.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.object.Layout;
import jdvc.object.ObjectId;

/** The objects in a directory: names that fit the grammar, in folders of two hex digits, of both layouts. */
final class DirectoryListing {

    private static final String HEX = "0123456789abcdef";

    private DirectoryListing() {}

    static List<ObjectId> read(Disk disk, Path root) throws IOException {
        var found = new ArrayList<ObjectId>();
        for (var layout : Layout.values()) {
            var top = root.resolve(layout.prefix());
            if (!isDirectory(disk, top)) continue;
            for (var folder : disk.list(top)) {
                if (folder.length() != 2 || HEX.indexOf(folder.charAt(0)) < 0 || HEX.indexOf(folder.charAt(1)) < 0) {
                    continue;
                }
                if (!isDirectory(disk, top.resolve(folder))) continue;
                for (var name : disk.list(top.resolve(folder))) {
                    ObjectId.parse(folder + name, layout).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isDirectory(Disk disk, Path path) throws IOException {
        return disk.statTarget(path).map(Stat::isDirectory).orElse(false);
    }
}
