package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.store.s3.LabServer;

/** One specimen in two repositories: {@code ours} is made by our program, {@code theirs} by DVC; then each goes on. */
final class Trial {

    private final Specimen specimen;
    private final Sandbox sandbox;
    private final WarmDvc dvc;
    private final Replay ours;
    private final Replay theirs;
    private Optional<LabServer> server = Optional.empty();

    /** @param major the version of {@code dvc}, whose shape new outputs get */
    Trial(Specimen specimen, Path folder, WarmDvc dvc, int major) {
        this.specimen = specimen;
        this.dvc = dvc;
        sandbox = new Sandbox(folder).set("JDVC_FORMAT", "" + major);
        ours = new Replay(sandbox, sandbox.gitRepository("ours/repo"), this::jdvc);
        theirs = new Replay(sandbox, sandbox.gitRepository("theirs/repo"), this::dvc);
    }

    private Outcome jdvc(Path cwd, List<String> words) {
        return sandbox.jdvc(cwd, words.toArray(String[]::new));
    }

    private Outcome dvc(Path cwd, List<String> words) {
        return dvc.run(sandbox, cwd, words.toArray(String[]::new));
    }

    /** Uses the buckets {@code ours} and {@code theirs} of a server, below the trial's own name, instead of folders. */
    Trial onS3(LabServer lab) {
        server = Optional.of(lab);
        return this;
    }

    /** Both programs add, which must make the same; then each works on what the other wrote. */
    void run() throws IOException {
        prepare(ours);
        prepare(theirs);
        if (add()) goOn();
    }

    /** As {@link #run}, on outputs that DVC 2 added already, and with nobody saying which format is wanted. */
    void runAfter(WarmDvc dvc2) throws IOException {
        sandbox.vars().remove("JDVC_FORMAT");
        for (var each : List.of(ours, theirs)) {
            prepare(each);
            for (var targets : specimen.targets()) {
                dvc2.run(sandbox, each.root(), words("add", targets).toArray(String[]::new))
                        .exits(0);
            }
        }
        add();
        goOn();
    }

    private void goOn() throws IOException {
        bothAreClean(ours, theirs);
        push();
        pull();
        checkout();
    }

    private void prepare(Replay repository) throws IOException {
        // A section may be there but once, and what a specimen says of [core] comes first.
        var core = specimen.config().startsWith("[core]\n") ? specimen.config() : specimen.config() + "[core]\n";
        var remote = "    remote = r\n['remote \"r\"']\n    url = " + url(repository) + "\n";
        repository.file(0644, (core + remote).getBytes(StandardCharsets.UTF_8), ".dvc/config");
        specimen.build().in(repository);
    }

    private String url(Replay repository) {
        if (server.isEmpty()) return "../../remote";
        return "s3://" + bucket(repository) + "/" + prefix() + "\n    endpointurl = "
                + server.get().endpoint() + "\n    access_key_id = lablab\n    secret_access_key = lablablab";
    }

    private String bucket(Replay repository) {
        return repository == ours ? "ours" : "theirs";
    }

    private String prefix() {
        return sandbox.folder().getFileName().toString();
    }

    private static List<String> words(String verb, List<String> targets) {
        var words = new ArrayList<>(List.of(verb));
        words.addAll(targets);
        return words;
    }

    /** Tells whether there is something to go on with. */
    private boolean add() {
        boolean added = true;
        for (var targets : specimen.targets()) {
            var expected = theirs.run(words("add", targets));
            ours.run(words("add", targets)).exits(expected.exit());
            added &= expected.exit() == 0;
        }
        Replay.expect(compared(theirs.state()), compared(ours.state()), "after add");
        assertEquals(elsewhere(theirs, "cache"), elsewhere(ours, "cache"), "the cache elsewhere");
        return added;
    }

    /**
     * With symlinks beside copies DVC leaves the plain files of a directory as they are until they are checked out; we make
     * them links at once.
     */
    private State compared(State state) {
        boolean mixed =
                specimen.config().contains("symlink,copy") || specimen.config().contains("reflink,symlink");
        return mixed ? state.without("data d/") : state;
    }

    /** Each finds nothing to say of what the other did last. */
    private void bothAreClean(Replay byJdvc, Replay byDvc) {
        dvc(byJdvc.root(), List.of("status", "--json")).exits(0).prints("{}\n");
        jdvc(byDvc.root(), List.of("status", "--json")).exits(0).prints("{}\n");
    }

    /** Each sends what the other added. */
    private void push() {
        dvc(ours.root(), List.of("push")).exits(0);
        jdvc(theirs.root(), List.of("push")).exits(0);
        assertEquals(remote(ours), remote(theirs), "what is on the remotes");
        dvc(theirs.root(), List.of("status", "-c", "--json")).exits(0).prints("{}\n");
        jdvc(ours.root(), List.of("status", "-c", "--json")).exits(0).prints("{}\n");
    }

    private String remote(Replay repository) {
        if (server.isEmpty()) return elsewhere(repository, "remote");
        // The gateway keeps files of its own beside the objects.
        var bucket = server.get().buckets().resolve(bucket(repository));
        return Snapshot.of(bucket, path -> path.startsWith(".")).below(prefix()).listing();
    }

    /** Each gets what the other sent, into nothing. */
    private void pull() throws IOException {
        var before = contents(ours);
        for (var each : List.of(ours, theirs)) {
            clear(each);
            Replay.delete(each.root().resolve(".dvc/cache"));
            Replay.delete(each.root().resolve("../cache"));
        }
        jdvc(ours.root(), List.of("pull")).exits(0);
        dvc(theirs.root(), List.of("pull")).exits(0);
        requirePart(contents(ours), before, "what jdvc pulled");
        requireSame("after pull");
    }

    /** Each places what is in the cache that the other filled. */
    private void checkout() throws IOException {
        var before = contents(ours);
        for (var each : List.of(ours, theirs)) clear(each);
        dvc(ours.root(), List.of("checkout")).exits(0);
        jdvc(theirs.root(), List.of("checkout")).exits(0);
        requirePart(contents(theirs), before, "what jdvc checked out");
        requireSame("after checkout");
        bothAreClean(theirs, ours);
    }

    /** Ignored files are gone with the rest; that no other is, the comparison with DVC's workspace tells. */
    private static void requirePart(String part, String whole, String what) {
        for (var line : part.lines().toList()) assertTrue(whole.contains(line + "\n"), () -> what + ": " + line);
    }

    private void requireSame(String when) {
        assertEquals(tree(theirs), tree(ours), when);
    }

    private static String tree(Replay repository) {
        return Snapshot.of(repository.root(), Trial::isNotCompared).tree();
    }

    /** What differs between two repositories because there are two, and what each program keeps for itself. */
    private static boolean isNotCompared(String path) {
        return List.of(".git", ".dvc/tmp", ".dvc/config").contains(path) || path.endsWith(".jdvc");
    }

    private void clear(Replay repository) throws IOException {
        for (var targets : specimen.targets()) {
            for (var each : targets) {
                if (!each.startsWith("-")) Replay.delete(repository.root().resolve(each));
            }
        }
    }

    private static String contents(Replay repository) {
        return Snapshot.of(repository.root(), p -> p.equals(".git") || p.equals(".dvc"))
                .contents();
    }

    private static String elsewhere(Replay repository, String name) {
        var directory = repository.root().resolveSibling(name);
        return Files.exists(directory) ? Snapshot.of(directory).listing() : "";
    }
}
