package jdvc.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Exec;
import jdvc.disk.Exec.Result;

/**
 * Starts {@code git} in the project's root, in one of two ways (safety 10.7): reading runs nothing but Git itself, whatever
 * a clone brought along; as the user's own it is what they would have typed. Safe for use by many threads.
 */
final class GitExec {

    private static final List<String> READING = List.of(
            "git",
            "--no-pager",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "safe.bareRepository=explicit",
            "-c",
            "log.follow=false",
            "-c",
            "log.showSignature=false");

    /** What a hook that calls us has set for another directory than ours, and what changes the meaning of arguments. */
    private static final List<String> REMOVED = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_OBJECT_DIRECTORY",
            "GIT_NAMESPACE",
            "GIT_LITERAL_PATHSPECS",
            "GIT_GLOB_PATHSPECS",
            "GIT_NOGLOB_PATHSPECS",
            "GIT_ICASE_PATHSPECS");

    private final Path root;
    private final Env env;

    GitExec(Path root, Env env) {
        this.root = root;
        this.env = env;
    }

    Result read(String... args) throws IOException {
        return read(List.of(args), new byte[0]);
    }

    Result read(List<String> args, byte[] stdin) throws IOException {
        return found(Exec.run(root, readingVars(), reading(args), stdin));
    }

    /** Starts a reading call that goes on while another one is made. */
    Process start(String... args) throws IOException {
        return Exec.start(root, readingVars(), reading(List.of(args)));
    }

    /** Starts a reading call that answers what it is asked by way of its stdin. */
    Process converse(String... args) throws IOException {
        return Exec.startQuietly(root, readingVars(), reading(List.of(args)));
    }

    /** Starts a reading call that is asked everything at once. */
    Process ask(byte[] questions, String... args) throws IOException {
        return Exec.startFed(root, readingVars(), reading(List.of(args)), questions);
    }

    /** Runs the user's own Git. */
    Result run(List<String> args, byte[] stdin) throws IOException {
        return found(Exec.run(root, userVars(Interaction.NONE), userArgs(args), stdin));
    }

    /** Runs the user's own Git, which may have questions. */
    Result run(List<String> args, Interaction interaction) throws IOException {
        if (interaction == Interaction.NONE) return run(args, new byte[0]);
        return found(Exec.runOnTerminal(root, userVars(interaction), userArgs(args)));
    }

    /** Runs the user's own Git for what goes over the network. */
    Result runRemote(List<String> args, Interaction interaction) throws IOException {
        if (interaction == Interaction.TERMINAL) return run(args, interaction);
        var vars = userVars(interaction);
        if (!sshIsConfigured()) vars.put("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        return found(Exec.run(root, vars, userArgs(args)));
    }

    private static List<String> reading(List<String> args) {
        var argv = new ArrayList<>(READING);
        argv.addAll(args);
        return argv;
    }

    private static List<String> userArgs(List<String> args) {
        var argv = new ArrayList<String>(args.size() + 1);
        argv.add("git");
        argv.addAll(args);
        return argv;
    }

    private Map<String, String> readingVars() {
        var vars = vars();
        vars.put("LC_ALL", "C");
        vars.put("LANGUAGE", "");
        vars.put("GIT_TERMINAL_PROMPT", "0");
        return vars;
    }

    private Map<String, String> userVars(Interaction interaction) {
        var vars = vars();
        // The launcher may have given this process another locale than the user's.
        for (var name : List.of("LC_ALL", "LC_CTYPE", "LANG"))
            vars.put(name, env.var(name).orElse(""));
        if (interaction == Interaction.NONE) vars.put("GIT_TERMINAL_PROMPT", "0");
        return vars;
    }

    private boolean sshIsConfigured() throws IOException {
        if (env.var("GIT_SSH_COMMAND").isPresent() || env.var("GIT_SSH").isPresent()) return true;
        return read("config", "--get", "core.sshCommand").exit() == 0;
    }

    private Map<String, String> vars() {
        var vars = new HashMap<>(env.vars());
        Exec.restoreLocale(vars);
        for (var name : REMOVED) vars.put(name, "");
        return vars;
    }

    private static Result found(Result result) {
        if (result.exit() != Exec.NOT_FOUND) return result;
        throw JdvcException.user("cannot run git: %s", result.text()).hint("install Git, or put it into PATH");
    }

    /** Returns a result that is a success, or throws what Git said. */
    static Result checked(Result result, String doing) {
        if (result.exit() == 0) return result;
        String text = result.text().isEmpty() ? result.output().strip() : result.text();
        var kind = text.contains("index.lock") ? Kind.LOCKED : Kind.USER;
        throw JdvcException.of(kind, "%s failed: %s", doing, text);
    }

    /** Returns a path as a pathspec without wild-cards, as {@code git} takes it after {@code --}. */
    static String literal(String path) {
        return ":(literal)" + path;
    }
}
