package jdvc.proof.differ;

import static jdvc.proof.differ.Author.oneOf;
import static jdvc.proof.differ.Author.quoted;
import static jdvc.proof.differ.Author.some;

import java.util.List;
import java.util.Random;
import jdvc.command.Words;

/** Command lines of DVC, without its name. */
final class Commands {

    private final Random random;
    private final Names names;

    Commands(Random random, Names names) {
        this.random = random;
        this.names = names;
    }

    String line() {
        int kind = random.nextInt(100);
        if (kind < 14) return add();
        if (kind < 22)
            return "commit" + some(random, 60, "-f") + some(random, 10, "-d", "-R", "--no-relink") + targets(1);
        if (kind < 30)
            return "checkout" + some(random, 40, "-f") + some(random, 12, "--summary", "--allow-missing", "-R", "-d")
                    + some(random, 4, "--relink") + targets(1);
        if (kind < 38) return status();
        if (kind < 46) return dataStatus();
        if (kind < 52) return diff();
        if (kind < 70) return transfer();
        if (kind < 74)
            return "remove" + some(random, 40, "--outs") + " "
                    + Words.quote(random.nextInt(5) == 0 ? names.target() : names.metafile());
        if (kind < 78)
            return "move " + quoted(List.of(names.output(), random.nextInt(3) == 0 ? names.directory() : names.any()));
        if (kind < 80) return "unprotect " + Words.quote(names.path());
        if (kind < 83)
            return oneOf(random, List.of("freeze ", "unfreeze "))
                    + Words.quote(random.nextInt(3) == 0 ? names.target() : names.metafile());
        if (kind < 88) return settings();
        if (kind < 91) return look();
        if (kind < 94) return figures();
        return wrong();
    }

    private String targets(int usual) {
        var targets = names.some(names::target, usual + random.nextInt(2));
        return targets.isEmpty() ? "" : " " + quoted(targets);
    }

    private String add() {
        var paths = names.some(names::path, 2);
        if (paths.isEmpty()) paths.add(names.path());
        return "add" + some(random, 8, "--no-commit", "--no-relink", "-q") + " " + quoted(paths);
    }

    private String status() {
        var line = "status" + some(random, 40, "--json") + some(random, 6, "-q", "-d", "-R");
        if (random.nextInt(3) == 0) line += " " + oneOf(random, List.of("-c", "-c", "-r r", "-c -a", "-c -T", "-c -A"));
        return line + (random.nextInt(3) == 0 ? targets(1) : "");
    }

    private String dataStatus() {
        var line = "data status" + some(random, 50, "--json", "--granular")
                + some(random, 25, "--unchanged", "--untracked-files");
        return line
                + some(random, 6, "--not-in-remote")
                + (random.nextInt(4) == 0 ? " --granular " + Words.quote(names.path()) : "");
    }

    private String diff() {
        var line = "diff" + some(random, 60, "--json") + some(random, 30, "--show-hash")
                + some(random, 10, "--md", "--hide-missing");
        line += " "
                + oneOf(
                        random,
                        List.of("", "", "HEAD", "HEAD~1", "HEAD~1 HEAD", "main", "side main", "v0", "v1 HEAD", "nope"));
        return random.nextInt(5) == 0 ? line + " --targets " + Words.quote(names.path()) : line;
    }

    private String transfer() {
        var verb = oneOf(random, List.of("push", "push", "push", "fetch", "pull", "pull"));
        var line = verb + some(random, 8, "-r r", "-a", "-T", "-A", "-R", "-d", "-j 2");
        if (verb.equals("pull")) line += some(random, 40, "-f") + some(random, 8, "--allow-missing");
        return line + (random.nextInt(4) == 0 ? targets(1) : "");
    }

    private String settings() {
        return oneOf(
                random,
                List.of(
                        "config core.remote r",
                        "config -l",
                        "config --local core.autostage true",
                        "config -u core.autostage",
                        "config core.remote",
                        "config cache.type copy",
                        "config cache.type hardlink",
                        "config cache.type nope",
                        "config core.bogus 1",
                        "config nodot",
                        "config --global core.autostage false",
                        "config -l --show-origin",
                        "config core.autostage maybe",
                        "remote list",
                        "remote add s ../other",
                        "remote add r ../elsewhere",
                        "remote add -f r ../remote",
                        "remote default",
                        "remote default r",
                        "remote default -u",
                        "remote default nope",
                        "remote modify r jobs 2",
                        "remote modify r jobs x",
                        "remote modify nope url x",
                        "remote modify --local r verify true",
                        "remote modify -u r jobs",
                        "remote rename s t",
                        "remote rename r q",
                        "remote rename q r",
                        "remote remove s",
                        "remote remove nope",
                        "cache dir",
                        "cache dir ../cache",
                        "cache dir -u",
                        "config -u core.nope",
                        "config --project remote.r.url",
                        "remote list --local"));
    }

    private String look() {
        return oneOf(
                random,
                List.of(
                        "list . --json",
                        "list . -R --json",
                        "list . --dvc-only -R",
                        "list . d",
                        "list . nowhere",
                        "list . --size",
                        "list . --json --rev HEAD",
                        "list . -T",
                        "du .",
                        "du -s .",
                        "check-ignore d/new",
                        "check-ignore -d -n b.bin d/sub x",
                        "root",
                        "list . -R --dvc-only --show-hash",
                        "list . --rev nope",
                        "--cd d root",
                        "--cd d status",
                        "--cd d data status --json",
                        "--cd nowhere status",
                        "ls .",
                        "check-ignore"));
    }

    private String figures() {
        return oneOf(
                random,
                List.of(
                        "metrics show",
                        "metrics show --json",
                        "metrics show metrics.json --json",
                        "metrics show -a --json",
                        "metrics diff --json",
                        "metrics diff",
                        "metrics diff --md HEAD~1",
                        "params diff",
                        "params diff --json",
                        "params diff --all --json HEAD~1",
                        "params diff --deps --json",
                        "metrics show --md",
                        "metrics diff nope"));
    }

    private String wrong() {
        return oneOf(
                random,
                List.of(
                        "add",
                        "nonsense",
                        "add --nope f",
                        "push -j",
                        "push -j x",
                        "commit -x",
                        "checkout --summary=1",
                        "status -T",
                        "status -a",
                        "diff a b c d",
                        "data",
                        "data nothing",
                        "remote",
                        "move f",
                        "remove",
                        "init",
                        "init --no-scm",
                        "init --subdir",
                        "config",
                        "cache",
                        "freeze",
                        "metrics",
                        "push nowhere",
                        "add nowhere",
                        "pull -r nope",
                        "push -r nope",
                        "fetch -r nope",
                        "status -r nope",
                        "status -q -v",
                        "remote add x",
                        "unprotect nowhere",
                        "move nowhere f",
                        "checkout -q nowhere",
                        "add .",
                        "add ../x",
                        "add f.dvc",
                        "--bogus",
                        "root extra",
                        "status nowhere.dvc",
                        "fetch --max-size x",
                        "list",
                        "data status -r nope --not-in-remote",
                        "add -f f",
                        "add --out x",
                        "add --to-remote f"));
    }
}
