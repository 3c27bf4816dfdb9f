package jdvc.track;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;

/** Short ways to say what the tests of this package need. */
final class Fixture {

    static final String MD5 = "b1946ac92492d2347c6235b4d2611184";
    static final String TREE = "071f39bbd41e53721d92a9eb34256c68.dir";

    private Fixture() {}

    static RelPath path(String text) {
        try {
            return RelPath.parse(text);
        } catch (UnsafePathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static Out.Hash hash(String md5, Layout layout) {
        return Out.Hash.of(ObjectId.parse(md5, layout).orElseThrow());
    }

    static Out file(String path) {
        return Out.of(path(path)).with(hash(MD5, Layout.V3), Out.Meta.ofFile(6, false));
    }

    static Out tree(String path) {
        return Out.of(path(path)).with(hash(TREE, Layout.V3), Out.Meta.ofTree(13, 4));
    }

    static Stage parse(String location, String content) {
        return DvcFile.parse(path(location), utf8(content));
    }

    /** Files in memory, in the order they are put. */
    static final class Files implements Source {
        private final Map<RelPath, byte[]> files = new LinkedHashMap<>();

        Files put(String path, String content) {
            files.put(Fixture.path(path), utf8(content));
            return this;
        }

        /** Puts a .dvc file that tracks the path next to it, as {@code add} does. */
        Files track(String path) {
            var location = Fixture.path(path + ".dvc");
            files.put(location, DvcFile.create(location, file(path)));
            return this;
        }

        @Override
        public List<RelPath> metafiles() {
            var found = new ArrayList<RelPath>();
            for (var file : files.keySet()) if (Place.isMetafile(file.toString())) found.add(file);
            return found;
        }

        @Override
        public Optional<byte[]> read(RelPath file) {
            return Optional.ofNullable(files.get(file));
        }

        @Override
        public boolean isDirectory(RelPath path) {
            return files.keySet().stream().anyMatch(file -> file.startsWith(path) && !file.equals(path));
        }
    }
}
