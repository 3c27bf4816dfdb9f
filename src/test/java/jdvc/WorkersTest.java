package jdvc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void worksOnEveryItem() throws Exception {
        var done = Collections.synchronizedSet(new TreeSet<Integer>());
        try (var workers = new Workers("test", 2)) {
            workers.forEach(List.of(1, 2, 3), done::add);
        }
        assertEquals(Set.of(1, 2, 3), done);
    }

    @Test
    void theFirstFailureIsThrownAndNoNewItemIsTaken() {
        var taken = Collections.synchronizedSet(new TreeSet<Integer>());
        try (var workers = new Workers("test", 1)) {
            var e = assertThrows(
                    IOException.class,
                    () -> workers.forEach(List.of(1, 2, 3), item -> {
                        taken.add(item);
                        if (item == 2) throw new IOException("two");
                    }));
            assertEquals("two", e.getMessage());
        }
        assertEquals(Set.of(1, 2), taken);
    }

    @Test
    void afterAnInterruptNothingIsUnderWayAnyMore() {
        var caller = Thread.currentThread();
        var ended = new AtomicBoolean();
        assertThrows(InterruptedException.class, () -> {
            try (var workers = new Workers("test", 1)) {
                workers.forEach(List.of(1), item -> {
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        for (int i = 0; i < 1000; i++) Thread.yield(); // it tidies up
                        ended.set(true);
                    }
                });
            }
        });
        assertTrue(ended.get());
    }
}
