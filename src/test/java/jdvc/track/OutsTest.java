package jdvc.track;

import static jdvc.track.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.Test;

class OutsTest {

    private static final Scope ROOT = at("");

    private static Scope at(String directory) {
        return new Scope("/home/ada/repo", directory, false, false);
    }

    private static Fixture.Files project() {
        return new Fixture.Files()
                .put("dvc.yaml", """
                        stages:
                          train:
                            cmd: x
                            deps: [data, sub/raw.csv]
                            outs: [model]
                          eval:
                            cmd: x
                            deps: [model]
                            metrics: [metrics.json: {cache: false}]
                          build:
                            foreach: [0, 1]
                            do: {cmd: x, outs: ['b${item}']}
                          nothing:
                            cmd: x
                        """.replace("[metrics.json: {cache: false}]", "[{metrics.json: {cache: false}}]"))
                .track("data")
                .track("sub/raw.csv")
                .track("sub/deep/x")
                .track("word");
    }

    private static List<String> selected(List<String> targets, Scope scope) throws IOException {
        return selected(Outs.collect(project()), targets, scope);
    }

    private static List<String> selected(Outs outs, List<String> targets, Scope scope) throws IOException {
        var found = new ArrayList<String>();
        for (var each : outs.resolve(targets, scope)) {
            found.add(
                    each.out().path() + each.inner().map(inner -> " > " + inner).orElse(""));
        }
        return found;
    }

    private static String refused(List<String> targets, Scope scope) {
        var failure = assertThrows(JdvcException.class, () -> selected(targets, scope));
        assertEquals(Kind.USER, failure.kind());
        return failure.getMessage();
    }

    @Test
    void listsStagesTopDown() throws IOException {
        var outs = Outs.collect(project());
        var stages = outs.stages().stream().map(stage -> stage.address("")).toList();
        assertEquals(
                List.of(
                        "data.dvc",
                        "train",
                        "eval",
                        "build@0",
                        "build@1",
                        "nothing",
                        "word.dvc",
                        "sub/raw.csv.dvc",
                        "sub/deep/x.dvc"),
                stages);
        assertEquals(8, outs.entries().size());
        assertEquals(1, outs.pipelines().size());
    }

    @Test
    void findsTheOwnerOfAPath() throws IOException {
        var outs = Outs.collect(project());
        assertEquals(path("data"), outs.owner(path("data")).orElseThrow().out().path());
        assertEquals(
                path("data"), outs.owner(path("data/a/b")).orElseThrow().out().path());
        assertEquals(Optional.empty(), outs.owner(path("data2")));
        assertEquals(Optional.empty(), outs.owner(path("sub")));
        assertEquals(2, outs.below(path("sub")).size());
        assertEquals(List.of(), outs.below(path("data")));
        assertEquals(List.of(), outs.below(path("su")));
        assertEquals(5, outs.stagesOf(path("dvc.yaml")).size());
        assertEquals(List.of(), outs.stagesOf(path("none.dvc")));
    }

    @Test
    void metafilesInATrackedDirectoryAreData() throws IOException {
        var outs =
                Outs.collect(project().put("data/inner.dvc", "not: [even yaml").put("data/x/dvc.yaml", ""));
        assertEquals(
                Optional.empty(),
                outs.entries().stream()
                        .filter(e -> e.out().path().startsWith(path("data/x")))
                        .findAny());
    }

    @Test
    void oneDamagedMetafileStopsTheCollection() {
        var failure =
                assertThrows(JdvcException.class, () -> Outs.collect(project().put("bad.dvc", "")));
        assertEquals(Kind.BADMETA, failure.kind());
    }

    @Test
    void explicitMetafilesLoadAlone() throws IOException {
        var damaged = project().put("bad.dvc", "");
        for (var target :
                List.of("data.dvc", "train", ":train", "dvc.yaml", "dvc.yaml:build", "build@1", "sub/raw.csv.dvc")) {
            var outs = Outs.collect(damaged, List.of(target), ROOT);
            assertTrue(selected(outs, List.of(target), ROOT).size() > 0, target);
        }
        for (var target : List.of("data", "nowhere", "bad.dvc")) {
            assertThrows(JdvcException.class, () -> Outs.collect(damaged, List.of(target), ROOT), target);
        }
    }

    @Test
    void noTargetsMeanEverything() throws IOException {
        assertEquals(8, selected(List.of(), ROOT).size());
        assertEquals(9, Outs.collect(project()).resolveStages(List.of(), ROOT).size());
    }

    @Test
    void targetsAreMetafilesStagesOutputsAndPathsInThem() throws IOException {
        assertEquals(List.of("data"), selected(List.of("data.dvc"), ROOT));
        assertEquals(List.of("model"), selected(List.of("train"), ROOT));
        assertEquals(List.of("model"), selected(List.of("dvc.yaml:train"), ROOT));
        assertEquals(List.of("model"), selected(List.of(":train"), ROOT));
        assertEquals(List.of("b0", "b1"), selected(List.of("build"), ROOT));
        assertEquals(List.of("b1"), selected(List.of("build@1"), ROOT));
        assertEquals(List.of("b1"), selected(List.of("dvc.yaml:build@1"), ROOT));
        assertEquals(List.of("model", "metrics.json", "b0", "b1"), selected(List.of("dvc.yaml"), ROOT));
        assertEquals(List.of("data"), selected(List.of("data"), ROOT));
        assertEquals(List.of("data"), selected(List.of("./data/"), ROOT));
        assertEquals(List.of("data > a/b"), selected(List.of("data/a/b"), ROOT));
        assertEquals(List.of("data > a/b"), selected(List.of("data\\a\\b"), ROOT));
        assertEquals(List.of(), selected(List.of("nothing"), ROOT));
        assertEquals(
                1,
                Outs.collect(project()).resolveStages(List.of("nothing"), ROOT).size());
    }

    @Test
    void targetsAreRelativeToTheDirectory() throws IOException {
        assertEquals(List.of("sub/raw.csv"), selected(List.of("raw.csv"), at("sub")));
        assertEquals(List.of("data > x"), selected(List.of("../data/x"), at("sub")));
        assertEquals(List.of("model"), selected(List.of("../dvc.yaml:train"), at("sub")));
        assertEquals(
                "'train' does not exist as an output or a stage name in 'dvc.yaml': 'dvc.yaml' does not exist",
                refused(List.of("train"), at("sub")));
    }

    @Test
    void targetsMayBeginAtTheFileSystemsRoot() throws IOException {
        assertEquals(List.of("data > x"), selected(List.of("/home/ada/./repo/sub/../data/x"), at("sub")));
        assertEquals(List.of("model"), selected(List.of("/home/ada/repo/dvc.yaml:train"), at("sub")));
        refused(List.of("/home/ada/repository/model"), at("sub"));
        refused(List.of("/model"), ROOT);
    }

    @Test
    void aStageWinsOverAnOutputOfItsName() throws IOException {
        var files = new Fixture.Files()
                .put("dvc.yaml", "stages:\n  copy:\n    cmd: x\n    outs: [bar]\n")
                .track("copy");
        var outs = Outs.collect(files);
        assertEquals(List.of("bar"), selected(outs, List.of("copy"), ROOT));
        assertEquals(List.of("copy"), selected(outs, List.of("./copy"), ROOT));
    }

    @Test
    void namesMayHaveColonsAndSigns() throws IOException {
        var outs = Outs.collect(
                new Fixture.Files().track("a:b").track("x@y").track("c@d:e").track("back\\slash"));
        assertEquals(List.of("a:b", "x@y", "c@d:e"), selected(outs, List.of("a:b", "x@y", "c@d:e"), ROOT));
        assertEquals(List.of("back\\slash"), selected(outs, List.of("back\\slash"), ROOT));
        assertEquals(List.of("x@y"), selected(outs, List.of("x@y.dvc"), ROOT));
    }

    @Test
    void eachOutputIsSelectedOnce() throws IOException {
        assertEquals(List.of("data", "data > x"), selected(List.of("data", "data.dvc", "data/x", "./data/x"), ROOT));
    }

    @Test
    void unknownTargetsAreRefusedInDvcsWords() {
        assertEquals(
                "'nope' does not exist as an output or a stage name in 'dvc.yaml'", refused(List.of("nope"), ROOT));
        assertEquals("'nope.dvc' does not exist", refused(List.of("nope.dvc"), ROOT));
        assertEquals("Stage 'nope' not found inside 'dvc.yaml' file", refused(List.of("dvc.yaml:nope"), ROOT));
        assertEquals("'sub/dvc.yaml' does not exist", refused(List.of("sub/dvc.yaml:x"), ROOT));
        for (var bad : List.of("..", "../x", "/etc/passwd", ".", "", ".git/config", "a\0b"))
            refused(List.of(bad), ROOT);
        var failure = assertThrows(JdvcException.class, () -> selected(List.of("dvc.lock"), ROOT));
        assertEquals(Optional.of("did you mean `dvc.yaml`?"), failure.hint());
    }

    @Test
    void recursiveTargetsMeanTheMetafilesInside() throws IOException {
        var recursive = new Scope("/home/ada/repo", "", true, false);
        assertEquals(List.of("sub/raw.csv", "sub/deep/x"), selected(List.of("sub"), recursive));
        assertEquals(8, selected(List.of("."), recursive).size());
        assertEquals(List.of("data"), selected(List.of("data"), recursive));
        assertEquals(List.of("sub/deep/x"), selected(List.of("deep"), new Scope("/home/ada/repo", "sub", true, false)));
        assertEquals(List.of("model"), selected(List.of("train"), recursive));
    }

    @Test
    void dependenciesComeFirst() throws IOException {
        var withDeps = new Scope("/home/ada/repo", "", false, true);
        assertEquals(List.of("data", "sub/raw.csv", "model", "metrics.json"), selected(List.of("eval"), withDeps));
        assertEquals(List.of("data"), selected(List.of("data.dvc"), withDeps));
    }

    @Test
    void longChainsNeedNoStack() throws IOException {
        var yaml = new StringBuilder("stages:\n");
        for (int i = 0; i < 5_000; i++) {
            yaml.append("  s%d:\n    cmd: x\n    deps:\n    - f%d\n    outs:\n    - f%d\n".formatted(i, i, i + 1));
        }
        var outs = Outs.collect(new Fixture.Files().put("dvc.yaml", yaml.toString()));
        assertEquals(
                5_000,
                outs.resolve(List.of("s4999"), new Scope("/home/ada/repo", "", false, true))
                        .size());
        outs.check(ROOT);
    }

    private static String check(Fixture.Files files) throws IOException {
        var outs = Outs.collect(files);
        return String.valueOf(
                assertThrows(JdvcException.class, () -> outs.check(ROOT)).getMessage());
    }

    @Test
    void checksTheGraph() throws IOException {
        Outs.collect(project()).check(ROOT);
        assertEquals(
                "output 'data' is specified in 'data.dvc' and 'other.dvc'",
                check(project().put("other.dvc", "outs:\n- path: data\n")));
        assertEquals(
                "the output paths 'data' ('data.dvc') and 'data/x' ('z.dvc') overlap",
                check(project().put("z.dvc", "outs:\n- path: data/x\n")));
        assertEquals(
                "same item(s) are defined as both a dependency and an output in stages: b, a",
                check(
                        new Fixture.Files()
                                .put(
                                        "dvc.yaml",
                                        "stages:\n  a:\n    cmd: x\n    deps: [p]\n    outs: [q]\n  b:\n    cmd: x\n    deps: [q/in]\n    outs: [p]\n")));
        // the walk meets the inner metafile before the output that holds it
        assertTrue(check(new Fixture.Files()
                        .track("a/x/f")
                        .put("b.dvc", "outs: []\n")
                        .put("c/d.dvc", "outs:\n- path: ../a/x\n"))
                .contains("overlap"));
    }

    @Test
    void otherCommandsGoOnWithoutTheCheck() throws IOException {
        var outs = Outs.collect(project().put("z.dvc", "outs:\n- path: data/x\n"));
        assertEquals(
                "z.dvc: 'data/x' is inside the output 'data' of 'data.dvc'",
                outs.problems().get(0).toString());
        assertEquals(9, outs.entries().size());
    }

    private static JdvcException occupied(String path) throws IOException {
        var outs = Outs.collect(project());
        return assertThrows(JdvcException.class, () -> outs.requireFree(path(path), ROOT), path);
    }

    @Test
    void newOutputsNeedAFreePlace() throws IOException {
        Outs.collect(project()).requireFree(path("sub/raw"), ROOT);
        assertEquals(
                "output 'data' is already specified in 'data.dvc'",
                occupied("data").getMessage());
        assertEquals(
                "cannot add 'data/x': it is inside the output 'data' of 'data.dvc'",
                occupied("data/x").getMessage());
        assertEquals(
                "cannot add 'sub': it is a parent of 'sub/deep/x', which 'sub/deep/x.dvc' tracks",
                occupied("sub").getMessage());
        assertEquals(
                Optional.of("run `jdvc remove sub/deep/x.dvc`, then `jdvc add sub`"),
                occupied("sub").hint());
        var outs = Outs.collect(new Fixture.Files().put("d/e.dvc", "outs:\n- path: ../f\n"));
        var failure = assertThrows(JdvcException.class, () -> outs.requireFree(path("d"), ROOT));
        assertEquals("'d/e.dvc' is within an output 'd'", failure.getMessage());
    }

    @Test
    void problemsOfAllStagesAreTold() throws IOException {
        var outs = Outs.collect(project().put("bad.dvc", "outs:\n- path: ../x\n- path: good\n"));
        assertEquals(
                "bad.dvc: '../x' lies outside the repository",
                outs.problems().get(0).toString());
        assertEquals(List.of("good"), selected(outs, List.of("bad.dvc"), ROOT));
    }
}
