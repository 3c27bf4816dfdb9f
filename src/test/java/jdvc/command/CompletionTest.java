package jdvc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdvc.command.Place.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    private final Completion<Void> completion = new Completion<>(Model.verbs());

    /** The word under the cursor is what stands behind the bar. */
    @ParameterizedTest
    @CsvSource({
        "'',                  VERB,    VERB",
        "pu,                  VERB,    VERB",
        "'push ',             VALUE,   TRACKED",
        "push a b c,          VALUE,   TRACKED",
        "push --fo,           OPTION,  TEXT",
        "push -,              OPTION,  TEXT",
        "'push -r ',          VALUE,   REMOTE",
        "push --remote=u,     VALUE,   REMOTE",
        "push --remo u,       VALUE,   REMOTE",
        "push --re u,         VALUE,   TRACKED",
        "push -fr u,          VALUE,   REMOTE",
        "push -fru x,         VALUE,   TRACKED",
        "push -r up x,        VALUE,   TRACKED",
        "push -- -x,          VALUE,   TRACKED",
        "push -r -- x,        VALUE,   TRACKED",
        "'remote ',           VERB,    VERB",
        "remote -q a,         VERB,    VERB",
        "'remote add ',       VALUE,   REMOTE",
        "remote add up x,     VALUE,   URL",
        "remote add up x y,   NOTHING, TEXT",
        "'remote list ',      NOTHING, TEXT",
        "'config ',           VALUE,   CONFIG_KEY",
        "config core.remote x,VALUE,   CONFIG_VALUE",
        "'bogus ',            NOTHING, TEXT",
        "--cd x,              VALUE,   DIRECTORY",
        "--cd x pu,           VERB,    VERB",
        "-,                   OPTION,  TEXT",
        "'rm ',               VALUE,   TRACKED",
        "'help ',             VALUE,   VERB",
    })
    void knowsWhatStandsAtTheCursor(String line, Kind kind, Values.Kind values) {
        var place = placeOf(line);
        assertEquals(kind, place.kind());
        assertEquals(values, place.values().kind());
    }

    @Test
    void tellsAValueFromTheOptionThatItStandsIn() {
        var place = placeOf("push --remote=u");
        assertEquals("u", place.prefix());
        assertEquals("remote", place.opt().orElseThrow().name());
        assertEquals("url", placeOf("remote add up x").param().orElseThrow().name());
    }

    @Test
    void proposesWhatTheModelKnows() {
        assertEquals(List.of("add", "push", "status", "remove", "remote", "config", "help"), proposals(""));
        assertEquals(List.of("add", "list"), proposals("remote "));
        assertEquals(List.of("copy", "hardlink"), proposals("add --type "));
        assertEquals(List.of("--force", "--type", "--help", "--quiet", "--verbose"), proposals("add -"));
        assertEquals(List.of("--type", "--help", "--quiet", "--verbose"), proposals("add --force x -"));
        assertEquals(List.of("--quiet", "--help", "--verbose"), proposals("status -"));
        assertEquals(List.of("add", "list"), proposals("help remote "));
        assertEquals(List.of(), proposals("push "));
    }

    @Test
    void describesWhatItProposes() {
        var push = completion.known(placeOf("pu")).get(1);
        assertEquals(new Candidate("push", "Upload tracked files to a remote", "Data", true), push);
    }

    @Test
    void seesWhatCannotBeRight() {
        assertTrue(fits("", "push", false));
        assertTrue(fits("", "pu", true));
        assertFalse(fits("", "pu", false));
        assertFalse(fits("", "pux", true));
        assertTrue(fits("push ", "--force", false));
        assertTrue(fits("push ", "--forc", false));
        assertFalse(fits("push ", "--re", false));
        assertTrue(fits("push ", "--re", true));
        assertTrue(fits("push ", "-fR", false));
        assertFalse(fits("push ", "--bogus", true));
        assertTrue(fits("add --type ", "co", true));
        assertFalse(fits("add --type ", "co", false));
        assertFalse(fits("remote list ", "x", true));
        assertTrue(fits("push ", "anything", false));
    }

    private boolean fits(String before, String word, boolean unfinished) {
        return completion.fits(placeOf(before + word), word, unfinished);
    }

    private List<String> proposals(String line) {
        return completion.known(placeOf(line)).stream().map(Candidate::value).toList();
    }

    private Place<Void> placeOf(String line) {
        var words = List.of(line.split(" ", -1));
        return completion.place(words.subList(0, words.size() - 1), words.get(words.size() - 1));
    }
}
