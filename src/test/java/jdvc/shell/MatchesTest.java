package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jdvc.command.Candidate;
import org.junit.jupiter.api.Test;

class MatchesTest {

    private static final List<String> NAMES = List.of("data/Model.pkl", "data/model.pkl", "model.bin", "README");

    @Test
    void takesTheStrictestWayThatFindsSomething() {
        assertEquals(List.of("data/model.pkl"), matches("data/m"));
        assertEquals(List.of("model.bin"), matches("mo"), "beginnings go before what holds it");
        assertEquals(List.of("README"), matches("rea"));
        assertEquals(List.of("data/Model.pkl", "data/model.pkl"), matches("PKL"));
        assertEquals(List.of("data/Model.pkl", "data/model.pkl"), matches("dmpkl"));
        assertEquals(List.of(), matches("xyz"));
        assertEquals(NAMES, matches(""));
    }

    private static List<String> matches(String typed) {
        var all = NAMES.stream().map(name -> Candidate.of(name, "")).toList();
        return Matches.of(all, typed).stream().map(Candidate::value).toList();
    }
}
