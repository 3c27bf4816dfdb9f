package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;

class SubsetTest {

    private static final int MANY = 10_000;

    private final Random random = new Random(5);

    private List<ObjectId> ids() {
        var ids = new ArrayList<ObjectId>();
        for (int i = 0; i < MANY; i++) ids.add(Hasher.hash(Integer.toString(i).getBytes(), Layout.V3));
        return ids;
    }

    private Subset parse(String text) {
        return Subset.parse(text, random).orElseThrow();
    }

    @Test
    void theSevenPartsAreTheWhole() {
        for (var id : ids()) {
            int in = 0;
            for (int n = 1; n <= 7; n++) if (parse(n + "/7").has(id)) in++;
            assertEquals(1, in, id::toString);
        }
    }

    @Test
    void aTenthIsAboutATenth() {
        var tenth = parse("10%");
        long in = ids().stream().filter(tenth::has).count();
        assertTrue(in > MANY / 12 && in < MANY / 8, () -> in + " of " + MANY);
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (var text : List.of("0/3", "4/3", "1/0", "x", "1/", "/2", "0%", "101%", "-1%", "%", "1/2/3", "")) {
            assertEquals(Optional.empty(), Subset.parse(text, random), text);
        }
    }
}
