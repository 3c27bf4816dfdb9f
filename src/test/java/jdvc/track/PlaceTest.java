package jdvc.track;

import static jdvc.track.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void resolvesPathsAgainstTheMetafile() {
        assertEquals("a/b", Paths.resolve("a", "b"));
        assertEquals("b", Paths.resolve("a", "../b"));
        assertEquals("../b", Paths.resolve("a", "../../b"));
        assertEquals("../../b", Paths.resolve("a", "../../../b"));
        assertEquals("", Paths.resolve("a", ".."));
        assertEquals("a/c", Paths.resolve("a", "./b//../c/."));
        assertEquals("", Paths.resolve("", "."));
    }

    @Test
    void writesPathsRelativeToADirectory() {
        assertEquals("a/b", Paths.relative("a/b", ""));
        assertEquals("b", Paths.relative("a/b", "a"));
        assertEquals("../b", Paths.relative("b", "a"));
        assertEquals("../../b/c", Paths.relative("b/c", "a/x"));
        assertEquals("..", Paths.relative("a", "a/x"));
        assertEquals("../..", Paths.relative("", "a/x"));
        assertEquals(".", Paths.relative("a", "a"));
        assertEquals(".", Paths.relative("", ""));
        assertEquals("../ab", Paths.relative("ab", "a"));
    }

    @Test
    void anAbsoluteWdirLiesOutside() {
        var place = Place.of(path("sub/x.dvc"), "/etc");
        assertTrue(place.objection("passwd").isPresent());
        assertEquals(Optional.empty(), place.resolve("passwd"));
    }

    @Test
    void tellsUrlsFromPaths() {
        for (var url : List.of("s3://b/k", "remote://r/x", "https://h/p", "ssh://u@h/p"))
            assertTrue(Place.isUrl(url), url);
        for (var name : List.of("a", "://x", "a b://x", "a/b://c", "s3:/x", "c:\\x"))
            assertFalse(Place.isUrl(name), name);
    }

    @Test
    void namesAStageAsItsUserWould() {
        var data = new Stage(path("sub/data.dvc"), Optional.empty(), List.of(), List.of(), Stage.Facts.NONE);
        assertEquals("sub/data.dvc", data.address(""));
        assertEquals("data.dvc", data.address("sub"));
        assertEquals("../sub/data.dvc", data.address("other"));
        var train = new Stage(path("sub/dvc.yaml"), Optional.of("train"), List.of(), List.of(), Stage.Facts.NONE);
        assertEquals("train", train.address("sub"));
        assertEquals("sub/dvc.yaml:train", train.address(""));
        assertEquals("../dvc.yaml:train", train.address("sub/deep"));
    }
}
