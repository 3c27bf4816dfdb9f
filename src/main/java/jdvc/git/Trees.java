package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metafiles below Git's trees. Each distinct tree is read once: a commit costs the trees on the way to what it
 * changed, however many commits and other files there are.
 */
final class Trees {

    private static final long MAX_BYTES = 256 << 20;
    private static final HexFormat HEX = HexFormat.of();

    private final ObjectReader objects;
    private final Map<String, Tree> trees = new HashMap<>();
    private final Map<String, List<TreeFile>> files = new HashMap<>();

    Trees(ObjectReader objects) {
        this.objects = objects;
    }

    /**
     * What matters of a tree.
     *
     * @param project whether it holds a directory {@code .dvc}
     */
    private record Tree(List<TreeFile> metafiles, List<Subtree> subtrees, boolean project) {}

    private record Subtree(String name, String id) {}

    /** Returns the metafiles below a loaded tree, with paths relative to it, in Git's order; nested projects left out. */
    List<TreeFile> metafiles(String id) {
        return below(id, true);
    }

    /** Reads trees and all that are below them, level by level. */
    void load(Collection<String> ids) throws IOException {
        var wanted = new ArrayList<>(new LinkedHashSet<>(ids));
        while (!wanted.isEmpty()) {
            wanted.removeIf(trees::containsKey);
            Set<String> next = new HashSet<>();
            objects.contents(wanted, MAX_BYTES, (name, header, content) -> {
                if (header == null) throw new IOException("Git does not have the tree " + name);
                var tree = parse(content, header.id().length() / 2);
                trees.put(name, tree);
                for (var subtree : tree.subtrees) next.add(subtree.id);
            });
            wanted = new ArrayList<>(next);
        }
    }

    private List<TreeFile> below(String id, boolean root) {
        var tree = trees.get(id);
        if (tree == null || tree.project && !root) return List.of();
        var known = files.get(id);
        if (known != null) return known;
        var all = new ArrayList<>(tree.metafiles);
        for (var subtree : tree.subtrees) {
            for (var file : below(subtree.id, false)) {
                all.add(new TreeFile(subtree.name + "/" + file.path(), file.blob()));
            }
        }
        var result = List.copyOf(all);
        files.put(id, result);
        return result;
    }

    /** Parses {@code MODE NAME NUL ID}, repeated; the id is binary. */
    private static Tree parse(byte[] content, int idLength) throws IOException {
        var metafiles = new ArrayList<TreeFile>();
        var subtrees = new ArrayList<Subtree>();
        boolean project = false;
        for (int at = 0; at < content.length; ) {
            int space = indexOf(content, ' ', at);
            int nul = indexOf(content, 0, space);
            String mode = new String(content, at, space - at, UTF_8);
            at = nul + 1 + idLength;
            if (at > content.length) throw new IOException("a tree in Git is cut short");
            boolean directory = mode.equals("40000");
            if (!directory && !(mode.startsWith("100") && mayBeMetafile(content, nul))) continue;
            String name = new String(content, space + 1, nul - space - 1, UTF_8);
            String id = HEX.formatHex(content, nul + 1, at);
            if (directory && name.equals(".dvc")) project = true;
            else if (directory) subtrees.add(new Subtree(name, id));
            else if (isMetafile(name)) metafiles.add(new TreeFile(name, id));
        }
        return new Tree(List.copyOf(metafiles), List.copyOf(subtrees), project);
    }

    private static int indexOf(byte[] content, int wanted, int from) throws IOException {
        for (int i = from; i < content.length; i++) if (content[i] == wanted) return i;
        throw new IOException("a tree in Git is cut short");
    }

    /** Tells whether a name ends as a metafile's does: most do not, and need not become a string. */
    private static boolean mayBeMetafile(byte[] content, int end) {
        byte last = content[end - 1];
        return last == 'c' || last == 'l' || last == 'k' || last == 'e';
    }

    private static boolean isMetafile(String name) {
        return name.endsWith(".dvc") || name.equals("dvc.yaml") || name.equals("dvc.lock") || name.equals(".dvcignore");
    }
}
