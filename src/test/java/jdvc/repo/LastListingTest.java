package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import org.junit.jupiter.api.Test;

class LastListingTest {

    @Test
    void isReadAgainOnlyIfItIsAnother() throws Exception {
        var tree = Tree.empty(Layout.V3);
        var read = new ArrayList<ObjectId>();
        LastListing.Source source = id -> {
            read.add(id);
            return Optional.of(tree);
        };
        var listing = new LastListing();
        var one = ObjectId.of(1, 1, Layout.V3).asTree();
        var two = ObjectId.of(2, 2, Layout.V3).asTree();
        assertSame(tree, listing.of(one, source).orElseThrow());
        assertSame(tree, listing.of(one, source).orElseThrow());
        listing.of(two, source);
        assertEquals(List.of(one, two), read);
    }

    @Test
    void whatIsMissingIsAskedForAgain() throws Exception {
        var listing = new LastListing();
        var id = ObjectId.of(1, 1, Layout.V3).asTree();
        assertEquals(Optional.empty(), listing.of(id, any -> Optional.empty()));
        assertEquals(
                0,
                listing.of(id, any -> Optional.of(Tree.empty(Layout.V3)))
                        .orElseThrow()
                        .entries()
                        .size());
    }
}
