package jdvc.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeMergeTest {

    private static Tree tree(String... pathsAndContents) throws BadTreeException {
        var files = new HashMap<String, String>();
        for (int i = 0; i < pathsAndContents.length; i += 2) files.put(pathsAndContents[i], pathsAndContents[i + 1]);
        return tree(files);
    }

    private static Tree tree(Map<String, String> files) throws BadTreeException {
        var entries = new ArrayList<TreeEntry>();
        for (var each : files.entrySet()) {
            var id = Hasher.hash(each.getValue().getBytes(), Layout.V3);
            entries.add(new TreeEntry(RelPath.ifSafe(each.getKey()).orElseThrow(), id));
        }
        return Tree.of(entries, Layout.V3);
    }

    private static void merges(Tree expected, Tree ancestor, Tree ours, Tree theirs) throws BadTreeException {
        var merge = TreeMerge.of(ancestor, ours, theirs);
        assertEquals(List.of(), merge.conflicts());
        assertEquals(expected.id(), merge.tree().id());
    }

    @Test
    void takesWhatOneSideDid() throws BadTreeException {
        var base = tree("a", "1", "b", "2", "c", "3");
        merges(
                tree("a", "1", "b", "x", "d", "4"),
                base,
                tree("a", "1", "b", "x", "c", "3"),
                tree("a", "1", "b", "2", "d", "4"));
    }

    @Test
    void takesWhatBothSidesDidAlike() throws BadTreeException {
        var base = tree("a", "1", "b", "2");
        merges(tree("a", "x", "n", "5"), base, tree("a", "x", "n", "5"), tree("a", "x", "n", "5"));
    }

    @Test
    void namesWhatBothSidesDidEachInItsWay() throws BadTreeException {
        var base = tree("a", "1", "b", "2", "c", "3");
        var merge =
                TreeMerge.of(base, tree("a", "x", "c", "3", "n", "1"), tree("a", "y", "b", "9", "c", "3", "n", "2"));
        assertEquals("[a, b, n]", merge.conflicts().toString());
    }

    @Test
    void aFileHereAndADirectoryThereCannotBeBoth() throws BadTreeException {
        assertThrows(BadTreeException.class, () -> TreeMerge.of(tree(), tree("a", "1"), tree("a/b", "1")));
    }

    /** Whatever the sides did, a name that only one of them changed is as that side has it. */
    @Test
    void isTheSameFromBothSides() throws BadTreeException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var base = some(random, Map.of());
            var ours = some(random, base);
            var theirs = some(random, base);
            var one = TreeMerge.of(tree(base), tree(ours), tree(theirs));
            var other = TreeMerge.of(tree(base), tree(theirs), tree(ours));
            assertEquals(one.tree().id(), other.tree().id(), "seed " + seed);
            assertEquals(one.conflicts(), other.conflicts(), "seed " + seed);
        }
    }

    private static Map<String, String> some(Random random, Map<String, String> base) {
        var files = new HashMap<>(base);
        for (int i = 0; i < 4; i++) {
            var name = "f" + random.nextInt(8);
            if (random.nextInt(3) == 0) files.remove(name);
            else files.put(name, Integer.toString(random.nextInt(3)));
        }
        return files;
    }
}
