package jdvc.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdvc.proof.Snapshot.Item;
import jdvc.proof.Snapshot.Kind;

/**
 * What commands made of a repository, in the grammar of {@code src/test/fixtures/README.md} with decoded words: metafiles
 * that are not as they were, workspace files that are not as the user left them, all cache objects, Git's index.
 *
 * @param lines what it is about (such as {@code meta a.dvc}) to the rest of the line and its block, in one order for all
 */
record State(Map<String, String> lines) {

    private static final String CACHE = ".dvc/cache/";

    State {
        var sorted = new TreeMap<String, String>(Text.BY_CODE_POINTS);
        sorted.putAll(lines);
        lines = sorted;
    }

    /**
     * @param initial what {@code init} left
     * @param known what the user wrote since then
     * @param staged what Git's index has beyond what it had
     */
    static State of(Snapshot now, Map<String, Item> initial, Map<String, Item> known, List<String> staged) {
        var lines = new HashMap<String, String>();
        var directoryModes = new TreeSet<Integer>();
        now.items().forEach((path, item) -> {
            if (path.startsWith(CACHE)) {
                if (item.kind() == Kind.DIRECTORY) directoryModes.add(item.mode());
                else object(path.substring(CACHE.length()), item, lines);
            } else if (item.kind() != Kind.DIRECTORY && !item.equals(known.get(path))) {
                if (!isMetafile(path))
                    lines.put("data " + path, data(item, now.root().toString()));
                else if (!item.equals(initial.get(path)))
                    lines.put("meta " + path, "%o".formatted(item.mode()) + Text.block(item.bytes()));
            }
        });
        for (var path : known.keySet()) if (!now.items().containsKey(path)) lines.put("gone " + path, "");
        if (!directoryModes.isEmpty() && !directoryModes.equals(Set.of(0755))) {
            lines.put("cache-dirs", directoryModes.stream().map("%o"::formatted).collect(Collectors.joining(" ")));
        }
        for (var path : staged) lines.put("staged " + path, "");
        return new State(lines);
    }

    private static void object(String key, Item item, Map<String, String> lines) {
        var parts = key.split("/");
        var name = parts[parts.length - 2] + parts[parts.length - 1].replace(".dir", "");
        var odd = item.md5().equals(name) ? "" : " " + item.md5();
        var block = key.endsWith(".dir") ? Text.block(item.bytes()) : "";
        lines.put("object " + key, "%o %d".formatted(item.mode(), item.bytes().length) + odd + block);
    }

    static String data(Item item, String root) {
        return item.kind() == Kind.LINK ? "link " + item.text().replace(root, "$ROOT") : item.toString();
    }

    static boolean isMetafile(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith(".dvc/")
                || name.endsWith(".dvc")
                || List.of(".gitignore", ".dvcignore", "dvc.yaml", "dvc.lock").contains(name);
    }

    /** Returns the state without the lines that begin so. */
    State without(String beginning) {
        var rest = new HashMap<>(lines);
        rest.keySet().removeIf(line -> line.startsWith(beginning));
        return new State(rest);
    }

    /** Returns the lines that are not the same, ours marked with {@code -}, those of {@code other} with {@code +}. */
    String difference(State other) {
        var text = new StringBuilder();
        var all = new TreeSet<>(Text.BY_CODE_POINTS);
        all.addAll(lines.keySet());
        all.addAll(other.lines.keySet());
        for (var line : all) {
            var mine = lines.get(line);
            var others = other.lines.get(line);
            if (Objects.equals(mine, others)) continue;
            if (mine != null)
                text.append("\n- ").append(Text.shown(line)).append("  ").append(mine);
            if (others != null)
                text.append("\n+ ").append(Text.shown(line)).append("  ").append(others);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return lines.entrySet().stream()
                .map(e -> Text.shown(e.getKey()) + "  " + e.getValue())
                .collect(Collectors.joining("\n"));
    }
}
