package jdvc.track;

import static jdvc.track.Fixture.MD5;
import static jdvc.track.Fixture.TREE;
import static jdvc.track.Fixture.path;
import static jdvc.track.Fixture.text;
import static jdvc.track.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.Layout;
import org.junit.jupiter.api.Test;

/** docs/format.md#pipelines. The expected names, paths and bytes were checked against DVC 3.67.1. */
class PipelineTest {

    private static final String PREPARE = """
            stages:
              prepare:
                cmd: python src/prepare.py data/data.xml
                deps:
                - data/data.xml
                params:
                - prepare.split
                outs:
                - data/prepared
            """;

    private static final String PREPARE_LOCK = """
            schema: '2.0'
            stages:
              prepare:
                cmd: python src/prepare.py data/data.xml
                deps:
                - path: data/data.xml
                  hash: md5
                  md5: 22a1a2931c8370d3aeedd7183606fd7f
                  size: 14445097
                params:
                  params.yaml:
                    prepare.split: 0.2
                outs:
                - path: data/prepared
                  hash: md5
                  md5: 153aad06d376b6595932470e459ef42a.dir
                  size: 8437363
                  nfiles: 2
            """;

    private static Fixture.Files files() {
        return new Fixture.Files();
    }

    private static Pipeline read(Fixture.Files files) throws IOException {
        return Pipeline.read(path("dvc.yaml"), files);
    }

    private static Pipeline read(String yaml) throws IOException {
        return read(files().put("dvc.yaml", yaml));
    }

    /** Returns {@code stage: path path} for each stage. */
    private static List<String> outs(Pipeline pipeline) {
        var all = new ArrayList<String>();
        for (var stage : pipeline.stages()) {
            var line = new StringBuilder(stage.name().orElseThrow()).append(":");
            for (var out : stage.outs()) line.append(' ').append(out.path());
            all.add(line.toString());
        }
        return all;
    }

    @Test
    void putsTheFileAndItsLockTogether() throws IOException {
        var stage = read(files().put("dvc.yaml", PREPARE).put("dvc.lock", PREPARE_LOCK))
                .stages()
                .get(0);
        assertEquals("prepare", stage.address(""));
        var out = stage.outs().get(0);
        assertEquals(path("data/prepared"), out.path());
        assertEquals(
                "153aad06d376b6595932470e459ef42a.dir", out.id().orElseThrow().toString());
        assertEquals(2, out.files().orElseThrow());
        assertEquals(Layout.V3, out.layout());
        assertEquals(Optional.of(path("data/data.xml")), stage.deps().get(0).path());
        assertEquals(14445097L, stage.deps().get(0).fields().get("size"));
        var params = stage.deps().get(1);
        assertEquals(Dep.Kind.PARAMS, params.kind());
        assertEquals(Map.of("keys", List.of("prepare.split"), "values", Map.of("prepare.split", 0.2)), params.fields());
        assertEquals(
                new Stage.Command(
                        "python src/prepare.py data/data.xml", true, false, Map.of(out.path(), "data/prepared")),
                stage.facts().command().orElseThrow());
    }

    @Test
    void aStageThatNeverRanHasNoHashes() throws IOException {
        var stage = read(PREPARE).stages().get(0);
        assertEquals(Optional.empty(), stage.outs().get(0).id());
        assertFalse(stage.facts().command().orElseThrow().locked());
        assertFalse(stage.deps().get(1).fields().containsKey("values"));
    }

    @Test
    void seesAnotherCommand() throws IOException {
        var lock = PREPARE_LOCK.replace("cmd: python", "cmd: python3");
        assertTrue(read(files().put("dvc.yaml", PREPARE).put("dvc.lock", lock))
                .stages()
                .get(0)
                .facts()
                .command()
                .orElseThrow()
                .changed());
    }

    @Test
    void theHashKeyTellsTheLayoutHereToo() throws IOException {
        var lock = PREPARE_LOCK.replace("      hash: md5\n", "");
        assertEquals(
                Layout.LEGACY,
                read(files().put("dvc.yaml", PREPARE).put("dvc.lock", lock))
                        .stages()
                        .get(0)
                        .outs()
                        .get(0)
                        .layout());
    }

    @Test
    void flagsComeFromTheYamlAndHashesFromTheLock() throws IOException {
        var yaml = """
                stages:
                  a:
                    cmd: x
                    outs:
                    - plain
                    - kept: {persist: true, remote: r}
                    - plain: {push: false}
                    metrics:
                    - m.json: {cache: false}
                    plots:
                    - p.csv: {x: step, cache: false}
                """;
        var lock =
                "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: m.json\n      hash: md5\n      md5: "
                        + MD5 + "\n";
        var outs = read(files().put("dvc.yaml", yaml).put("dvc.lock", lock))
                .stages()
                .get(0)
                .outs();
        assertEquals(4, outs.size(), "the flags of a path that is named twice are put together");
        assertFalse(outs.get(0).pushed());
        assertTrue(outs.get(1).persist());
        assertEquals(Optional.of("r"), outs.get(1).remote());
        assertEquals(Out.Kind.METRIC, outs.get(2).kind());
        assertFalse(outs.get(2).cached());
        assertEquals(MD5, outs.get(2).id().orElseThrow().toString());
        assertEquals(Out.Kind.PLOT, outs.get(3).kind());
    }

    @Test
    void pathsAreRelativeToTheWdirOfTheirStage() throws IOException {
        var yaml = "stages:\n  a:\n    cmd: x\n    wdir: ../w\n    deps: [../in]\n    outs: [./x, y/]\n";
        var lock = "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: ./x\n      hash: md5\n      md5: "
                + MD5 + "\n";
        var stage = Pipeline.read(
                        path("sub/dvc.yaml"), files().put("sub/dvc.yaml", yaml).put("sub/dvc.lock", lock))
                .stages()
                .get(0);
        assertEquals(path("w/x"), stage.outs().get(0).path());
        assertTrue(stage.outs().get(0).id().isPresent(), "texts match, not paths");
        assertEquals(path("w/y"), stage.outs().get(1).path());
        assertEquals(Optional.of(path("in")), stage.deps().get(0).path());
    }

    @Test
    void fillsPlaceholdersFromParamsAndVars() throws IOException {
        var files = files().put("params.yaml", "out: foo\nlist: [x, y]\nnested:\n- {p: q}\nlr: 0.00001\nn: null\n")
                .put("more.json", "{\"a\": {\"b\": 5}, \"c\": 1}")
                .put("dvc.yaml", """
                        vars:
                        - more.json:a
                        - {z: true}
                        stages:
                          s:
                            cmd: run ${lr} ${n} ${z}
                            vars: [{own: {k: zz}}]
                            outs:
                            - ${out}/${list[0]}-${list[1]}-${nested[0].p}
                            - lit\\${x}
                            - ${a.b}
                            - o-${ own.k }
                        """);
        var pipeline = read(files);
        assertEquals(List.of("s: foo/x-y-q lit${x} 5 o-zz"), outs(pipeline));
        assertEquals(
                "run 1e-05 None true",
                pipeline.stages().get(0).facts().command().orElseThrow().value());
    }

    @Test
    void foreachMakesAStageOfEachItem() throws IOException {
        var pipeline = read("""
                vars: [{list: [1, 2.5, true, null, abc], map: {x: {a: 1}, y: {a: 2}}}]
                stages:
                  l:
                    foreach: ${list}
                    do: {cmd: x, outs: ['k-${item}']}
                  m:
                    foreach: ${map}
                    do:
                      cmd: x
                      wdir: w-${key}
                      outs: ['o/${item.a}']
                  i:
                    foreach: [{a: 1}, 2]
                    do: {cmd: x, outs: [i]}
                """);
        assertEquals(
                List.of(
                        "l@1: k-1",
                        "l@2.5: k-2.5",
                        "l@true: k-true",
                        "l@None: k-None",
                        "l@abc: k-abc",
                        "m@x: w-x/o/1",
                        "m@y: w-y/o/2",
                        "i@0: i",
                        "i@1: i"),
                outs(pipeline));
    }

    @Test
    void stagesMayMergeOthers() throws IOException {
        var pipeline = read("stages:\n  a: &a\n    cmd: x\n    outs: [f]\n  b:\n    <<: *a\n    outs: [g]\n");
        assertEquals(List.of("a: f", "b: g"), outs(pipeline));
        assertEquals(
                "x", pipeline.stages().get(1).facts().command().orElseThrow().value());
    }

    @Test
    void matrixMakesTheProduct() throws IOException {
        var pipeline = read("""
                vars: [{ps: [aa, bb]}]
                stages:
                  mat:
                    matrix: {a: [1, 2], b: [u, {n: w}]}
                    cmd: echo ${item.a}
                    outs: ['out-${key}-${item.a}']
                  two:
                    matrix:
                      p: ${ps}
                      q: [true]
                    cmd: x
                    outs: ['${item.p}']
                """);
        assertEquals(
                List.of(
                        "mat@1-u: out-1-u-1",
                        "mat@1-b1: out-1-b1-1",
                        "mat@2-u: out-2-u-2",
                        "mat@2-b1: out-2-b1-2",
                        "two@aa-true: aa",
                        "two@bb-true: bb"),
                outs(pipeline));
    }

    @Test
    void anUnresolvedStageFallsBackToItsLock() throws IOException {
        var lock = "schema: '2.0'\nstages:\n  a@1:\n    cmd: x\n    outs:\n    - path: f\n      md5: " + MD5
                + "\n  a@2:\n    cmd: x\n    outs:\n    - path: g\n      md5: " + MD5 + "\n  b:\n    cmd: x\n";
        var group = "stages:\n  a:\n    foreach: ${missing}\n    do: {cmd: x, outs: ['${item}']}\n";
        var pipeline = read(files().put("dvc.yaml", group).put("dvc.lock", lock));
        assertEquals(List.of("a@1: f", "a@2: g"), outs(pipeline));
        assertNull(pipeline.stages().get(0).facts().command().orElseThrow().value());
        for (var vars : List.of("params.toml", "params.py", "missing.yaml", "bad.yaml", "[]", "../../x.yaml")) {
            var yaml = "vars: ['" + vars + "']\nstages:\n  a:\n    cmd: x\n    outs: ['${v}']\n";
            var files = files().put("dvc.yaml", yaml)
                    .put("dvc.lock", lock)
                    .put("bad.yaml", "a: [\n")
                    .put("params.toml", "v = ")
                    .put("params.py", "v = (");
            assertEquals(List.of("a@1: f", "a@2: g"), outs(read(files)), vars);
        }
    }

    @Test
    void doesNotGuessWhereFlagsAreSet() throws IOException {
        var lock = "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: f\n      md5: " + MD5 + "\n";
        for (var flag : List.of("cache: false", "push: false", "remote: r")) {
            var yaml = "stages:\n  a:\n    cmd: x\n    outs: ['${v}', {f: {" + flag + "}}]\n";
            var stage = read(files().put("dvc.yaml", yaml).put("dvc.lock", lock))
                    .stages()
                    .get(0);
            assertEquals(List.of(), stage.outs(), flag);
            assertEquals(
                    "dvc.yaml: 'f' cannot be resolved: could not find 'v'",
                    stage.problems().get(0).toString());
            assertTrue(stage.problems().get(0).id().isPresent(), "a garbage collection keeps it");
        }
        var never =
                read("stages:\n  a:\n    cmd: x\n    outs: ['${v}']\n").stages().get(0);
        assertEquals(
                "dvc.yaml: 'a' cannot be resolved: could not find 'v'",
                never.problems().get(0).toString());
    }

    @Test
    void anUnresolvedCommandHidesNoOutputs() throws IOException {
        var stage = read("stages:\n  a:\n    cmd: x ${missing}\n    outs: [f]\n")
                .stages()
                .get(0);
        assertEquals(List.of(path("f")), stage.outs().stream().map(Out::path).toList());
        assertNull(stage.facts().command().orElseThrow().value());
    }

    @Test
    void redefinitionsAreNotResolved() throws IOException {
        var files = files().put("params.yaml", "a: {b: 1}\n")
                .put("dvc.yaml", "vars: [{a: {b: 2}}]\nstages:\n  s:\n    cmd: x\n    outs: ['${a.b}']\n");
        assertTrue(read(files).stages().get(0).problems().get(0).reason().contains("cannot redefine 'a.b'"));
        var merged = files().put("params.yaml", "a: {b: 1}\n")
                .put(
                        "dvc.yaml",
                        "vars: [params.yaml, {a: {c: 2}}]\nstages:\n  s:\n    cmd: x\n    outs: ['${a.b}${a.c}']\n");
        assertEquals(List.of("s: 12"), outs(read(merged)));
    }

    @Test
    void unsafeOutputsAreProblems() throws IOException {
        var stage = read("stages:\n  a:\n    cmd: x\n    outs: [../x, /y, .git/z, ok]\n")
                .stages()
                .get(0);
        assertEquals(List.of(path("ok")), stage.outs().stream().map(Out::path).toList());
        assertEquals(3, stage.problems().size());
    }

    @Test
    void readsTheFilesOfNumbers() throws IOException {
        var pipeline = Pipeline.read(path("sub/dvc.yaml"), files().put("sub/dvc.yaml", """
                vars: [{name: v}]
                metrics: [metrics.json, '${name}.json', '${missing}', ../../x]
                params: [p.yaml]
                plots:
                - curve.csv
                - loss: {x: step, y: {a.csv: loss, b.csv: [loss]}}
                - dir: {x: step}
                """));
        assertEquals(List.of(path("sub/metrics.json"), path("sub/v.json")), pipeline.metrics());
        assertEquals(List.of(path("sub/p.yaml")), pipeline.params());
        assertEquals(
                List.of(path("sub/curve.csv"), path("sub/a.csv"), path("sub/b.csv"), path("sub/dir")),
                pipeline.plots());
    }

    @Test
    void namesWhatIsWrongAndWhere() {
        refuses(
                "stages:\n  a:\n    bogus: 1\n    cmd: x\n",
                null,
                "extra keys not allowed, in stages -> a -> bogus, line 3, column 5");
        refuses("stages:\n  a:\n    outs: [x]\n", null, "required key not provided, in stages -> a -> cmd");
        refuses(
                "stages:\n  a:\n    cmd: x\n    outs: [{x: {bogus: 1}}]\n",
                null,
                "in stages -> a -> outs -> 0 -> bogus");
        refuses("stages:\n  a:\n    foreach: [1]\n", null, "in stages -> a -> do");
        for (var cmd : List.of("true", "1", "1.5", "null", "{a: b}")) {
            refuses("stages:\n  a:\n    cmd: " + cmd + "\n", null, "expected str, in stages -> a -> cmd, line 3");
        }
        refuses("stages: []\n", null, "expected a dictionary, in stages");
        refuses("", null, "'dvc.yaml' is empty");
        refuses(PREPARE, "", "'dvc.lock' is empty");
        refuses(PREPARE, "prepare:\n  cmd: x\n", "'dvc.lock' is invalid: required key not provided, in schema");
        refuses(PREPARE, "schema: 2.0\n", "'dvc.lock' is invalid: invalid schema version, in schema");
        refuses(PREPARE, "schema: '2.0'\nstages:\n  a:\n    outs: []\n", "in stages -> a -> cmd");
        refuses(PREPARE, "schema: '2.0'\nstages:\n  a:\n    cmd: 1\n", "expected str, in stages -> a -> cmd");
        refuses(
                PREPARE,
                "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: x\n      bogus: y\n",
                "bogus, line 7");
    }

    private static void refuses(String yaml, String lock, String reason) {
        var files = files().put("dvc.yaml", yaml);
        if (lock != null) files.put("dvc.lock", lock);
        var failure = assertThrows(JdvcException.class, () -> read(files), yaml);
        assertEquals(Kind.BADMETA, failure.kind());
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    @Test
    void matricesDoNotExplode() throws IOException {
        var axis = new StringBuilder("[0");
        for (int i = 1; i < 40; i++) axis.append(", ").append(i);
        axis.append("]");
        var yaml = "stages:\n  a:\n    matrix: {a: %1$s, b: %1$s, c: %1$s, d: %1$s}\n    cmd: x\n".formatted(axis);
        assertTrue(read(yaml).stages().get(0).problems().get(0).reason().contains("too many stages"));
    }

    private static Stage saved(Stage stage) {
        var outs = new ArrayList<Out>();
        for (var out : stage.outs()) outs.add(out.with(Fixture.hash(TREE, Layout.V3), Out.Meta.ofTree(13, 4)));
        return stage.withOuts(outs);
    }

    @Test
    void updatesALockInPlace() throws IOException {
        var stage = read(files().put("dvc.yaml", PREPARE).put("dvc.lock", PREPARE_LOCK))
                .stages()
                .get(0);
        var other = "  other:\n    cmd: \"two\\nlines\"\n    outs:\n    - path: z\n      md5: " + MD5 + "\n";
        var old = PREPARE_LOCK.replace("stages:\n", "stages:\n  # first\n" + other.replace("other", "before")) + other;
        var expected = old.replace("153aad06d376b6595932470e459ef42a.dir", TREE)
                .replace("size: 8437363\n      nfiles: 2", "size: 13\n      nfiles: 4");
        assertEquals(expected, text(Pipeline.updateLock(path("dvc.yaml"), utf8(old), List.of(saved(stage)))));
    }

    @Test
    void startsALock() throws IOException {
        var files = files().put("dvc.yaml", """
                stages:
                  b:
                    cmd: >
                      folded text that is rather long and goes on and on for more than eighty columns
                    params: [lr, {x.yaml: }]
                    outs: ['b b', a, '#q']
                """);
        var stage = saved(read(files).stages().get(0));
        var written = text(Pipeline.updateLock(path("dvc.yaml"), new byte[0], List.of(stage)));
        assertEquals("""
                schema: '2.0'
                stages:
                  b:
                    cmd: "folded text that is rather long and goes on and on for more than eighty
                      columns\\n"
                    params:
                      x.yaml: {}
                    outs:
                    - path: '#q'
                      hash: md5
                      md5: %1$s
                      size: 13
                      nfiles: 4
                    - path: a
                      hash: md5
                      md5: %1$s
                      size: 13
                      nfiles: 4
                    - path: b b
                      hash: md5
                      md5: %1$s
                      size: 13
                      nfiles: 4
                """.formatted(TREE), written);
    }

    @Test
    void recordsNewDependenciesAndParams() throws IOException {
        var stage = saved(read(files().put("dvc.yaml", PREPARE).put("dvc.lock", PREPARE_LOCK))
                .stages()
                .get(0));
        var data = stage.deps().get(0).with(Fixture.hash(MD5, Layout.V3), Out.Meta.ofFile(6, true));
        var params = stage.deps().get(1).withValues(Map.of("prepare.split", 0.00001));
        var written = text(Pipeline.updateLock(
                path("dvc.yaml"), utf8(PREPARE_LOCK), List.of(stage.withDeps(List.of(data, params)))));
        assertTrue(
                written.contains("    - path: data/data.xml\n      hash: md5\n      md5: " + MD5
                        + "\n      size: 6\n      isexec: true\n"),
                written);
        assertTrue(written.contains("        prepare.split: 1e-05\n"), written);
    }

    @Test
    void aCommandThatCannotBeFilledStaysInTheLock() throws IOException {
        var files = files().put("dvc.yaml", PREPARE.replace("data/data.xml\n    deps", "${no}\n    deps"))
                .put("dvc.lock", PREPARE_LOCK);
        var stage = saved(read(files).stages().get(0));
        var written = text(Pipeline.updateLock(path("dvc.yaml"), utf8(PREPARE_LOCK), List.of(stage)));
        assertTrue(written.contains("cmd: python src/prepare.py data/data.xml\n"), written);
    }
}
