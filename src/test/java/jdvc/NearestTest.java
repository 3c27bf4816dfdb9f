package jdvc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static Optional<String> meant(String word) {
        return Nearest.to(word, List.of("status", "push", "pull", "publish", "config"));
    }

    @Test
    void takesTheFewestSlips() {
        assertEquals(Optional.of("push"), meant("psuh"));
        assertEquals(Optional.of("pull"), meant("pul"));
        assertEquals(Optional.of("status"), meant("sttaus"));
    }

    @Test
    void takesTheBeginningOfAWord() {
        assertEquals(Optional.of("status"), meant("stat"));
        assertEquals(Optional.of("publish"), meant("pub"));
        assertEquals(Optional.of("config"), meant("conf"));
    }

    @Test
    void knowsWhenNothingIsNear() {
        assertEquals(Optional.empty(), meant("fetch"));
        assertEquals(Optional.empty(), meant("co"));
        assertEquals(Optional.empty(), Nearest.to("b", List.of("a")));
        assertEquals(Optional.empty(), meant(""));
    }
}
