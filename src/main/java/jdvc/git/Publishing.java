package jdvc.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.disk.Disk;
import jdvc.disk.Exec.Result;

/** Committing and pushing as the user's own Git does it: hooks, filters, signing and credentials included. */
public final class Publishing {

    private final GitProgram program;
    private final GitExec git;
    private final Place place;
    private final Disk disk;

    Publishing(GitProgram program, GitExec git, Place place, Disk disk) {
        this.program = program;
        this.git = git;
        this.place = place;
        this.disk = disk;
    }

    /** Which content a commit takes. */
    public enum Scope {
        /** The given paths alone; what else is staged stays staged. */
        ONLY,
        /** What else is staged, too. */
        STAGED_TOO
    }

    /** Returns what publish must know before its first change. */
    public WorkState state() throws IOException {
        return new StatusReader(git, place, disk).read();
    }

    /**
     * Returns where Git's settings send a branch: {@code branch.B.pushRemote}, {@code remote.pushDefault},
     * {@code branch.B.remote}, {@code origin}, else the only remote; absent if there is no remote.
     *
     * @throws JdvcException if there are several remotes and nothing says which
     */
    public Optional<PushTarget> target(String branch) throws IOException {
        var settings = PushSettings.read(git);
        var remote = settings.remote(branch);
        if (remote.isEmpty()) return Optional.empty();
        var upstream = settings.upstream(branch, remote.get());
        String name = upstream.orElse(branch);
        boolean known = git.read("rev-parse", "-q", "--verify", tracking(remote.get(), name))
                        .exit()
                == 0;
        return Optional.of(new PushTarget(remote.get(), name, known, !settings.hasUpstream(branch)));
    }

    private static String tracking(String remote, String branch) {
        return "refs/remotes/" + remote + "/" + branch;
    }

    /** Returns what a push of HEAD would send. */
    public Outgoing outgoing(PushTarget target) throws IOException {
        if (program.head().isEmpty()) return new Outgoing(false, List.of());
        var commits = revisions("--reverse", "--topo-order", "HEAD", "--not", "--remotes=" + target.remote());
        boolean needed = !target.known()
                || !revisions("-n1", tracking(target.remote(), target.branch()) + "..HEAD")
                        .isEmpty();
        return new Outgoing(needed, commits);
    }

    private List<String> revisions(String... args) throws IOException {
        var command = new ArrayList<>(List.of("rev-list"));
        command.addAll(List.of(args));
        return History.lines(
                GitExec.checked(git.read(command, new byte[0]), "git rev-list").output());
    }

    /** Commits the present content of {@code paths}, untracked and deleted ones included. */
    public CommitResult commit(Collection<String> paths, Scope scope, String message, Interaction interaction)
            throws IOException {
        var files = program.stageable(paths);
        program.add(files);
        var args = new ArrayList<>(List.of("commit", "-m", message));
        if (scope == Scope.ONLY) {
            args.add("--only");
            args.add("--");
            for (var file : files) args.add(GitExec.literal(file));
            for (var file : removed(paths, files)) args.add(GitExec.literal(file));
        }
        var result = git.run(args, interaction);
        return new CommitResult(result.exit() == 0 ? program.head() : Optional.empty(), said(result));
    }

    /** Returns the paths whose removal is staged already: only the last commit knows them. */
    private List<String> removed(Collection<String> paths, List<String> stageable) throws IOException {
        var args = new ArrayList<>(List.of("ls-tree", "-z", "--name-only", "HEAD", "--"));
        int options = args.size();
        for (var path : paths) if (!stageable.contains(path)) args.add(path);
        if (args.size() == options || program.head().isEmpty()) return List.of();
        return GitExec.checked(git.read(args, new byte[0]), "git ls-tree").names();
    }

    /** Pushes a branch, never by force. */
    public PushResult push(String branch, PushTarget target, Interaction interaction) throws IOException {
        var args = new ArrayList<>(List.of("push", "--porcelain", "--no-progress"));
        if (target.setUpstream()) args.add("--set-upstream");
        args.addAll(List.of("--", target.remote(), "refs/heads/" + branch + ":refs/heads/" + target.branch()));
        var result = git.runRemote(args, interaction);
        return new PushResult(outcome(result), said(result));
    }

    /** {@code ! TAB FROM:TO TAB [rejected] (fetch first)} says what became of the branch; no such line, that Git never came so far. */
    private static PushResult.Outcome outcome(Result result) {
        if (result.exit() == 0) return PushResult.Outcome.DONE;
        String output = "\n" + result.output();
        if (output.contains("\n!")) {
            if (output.contains("\t[rejected]")) return PushResult.Outcome.REJECTED;
            return output.contains("\t[remote rejected]") ? PushResult.Outcome.REFUSED : PushResult.Outcome.FAILED;
        }
        return result.exit() == 1 ? PushResult.Outcome.HOOK : PushResult.Outcome.FAILED;
    }

    /** Returns both streams, without what {@code --porcelain} adds for machines. */
    private static String said(Result result) {
        var text = new StringBuilder(result.text());
        for (var line : History.lines(result.output())) {
            if (line.startsWith("To ") || line.equals("Done")) continue;
            text.append(text.length() > 0 ? "\n" : "").append(line);
        }
        return text.toString();
    }
}
