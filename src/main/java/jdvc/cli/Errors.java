package jdvc.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.repo.NotAProject;
import jdvc.repo.Settings;
import jdvc.ui.OutputClosedException;
import jdvc.ui.Ui;

/** Failures to words and exit codes (commands spec 1.2, 1.3; safety 13): the only place that catches everything. */
final class Errors {

    static final int OUTPUT_CLOSED = 141;
    static final int INTERRUPTED = 252;
    static final int NO_PROJECT = 253;
    static final int USAGE = 254;
    static final int UNEXPECTED = 255;
    private static final int CONFIG = 251;

    /** The verbs that answer for their own failures, with 1; the others let them through. */
    private static final Set<String> HANDLED = Set.of(
            "add",
            "push",
            "pull",
            "fetch",
            "status",
            "commit",
            "remove",
            "move",
            "unprotect",
            "freeze",
            "unfreeze",
            "diff",
            "get",
            "get-url",
            "import",
            "import-url",
            "update",
            "list",
            "init",
            "install",
            "destroy");

    /** Verbs that DVC does not have: whatever fails, a disk or a network too, is a failure like others, 1. */
    private static final Set<String> OWN = Set.of(
            "publish",
            "versions",
            "undo",
            "fsck",
            "git-hook pre-push",
            // Git takes an exit above 128 for a driver that died, and gives up the whole merge
            "git-hook merge-driver",
            "jobs",
            "attach",
            "cancel",
            "remote check",
            "jupyter install",
            "cd",
            "pwd",
            "ls",
            "last",
            "why",
            "tour",
            "source");

    private Errors() {}

    /**
     * Tells the user and returns the exit code.
     *
     * @param verb with the names of those above it, as in {@code remote check}
     */
    static int tell(Throwable failure, String verb, Ui ui) {
        if (failure instanceof OutputClosedException closed) {
            if (closed.isByReader()) return OUTPUT_CLOSED;
            ui.error("the answer cannot be written: " + closed.reason());
            return 1;
        }
        if (failure instanceof JdvcException e) {
            int exit = exit(e, verb);
            var lines = (prefix(exit, verb) + e.getMessage()).split("\n", -1);
            ui.error(lines[0] + suffix(e.kind(), ui));
            for (int i = 1; i < lines.length; i++) ui.note("%s", lines[i]);
            e.hint().ifPresent(ui::hint);
            debug(e, ui);
            return exit;
        }
        if (isInterruption(failure)) {
            ui.error("interrupted" + state(verb) + suffix(Kind.INTERRUPTED, ui));
            return INTERRUPTED;
        }
        if (failure instanceof OutOfMemoryError || failure instanceof StackOverflowError) {
            ui.error("not enough memory for this" + suffix(Kind.LIMIT, ui));
            ui.hint("give it more, such as with JDVC_HEAP=2g");
            return UNEXPECTED;
        }
        if (failure instanceof IOException e) {
            ui.error(prefix(verb) + words(e) + suffix(Kind.IO, ui));
            debug(e, ui);
            boolean failed = OWN.contains(verb) || verb.equals("add") && e instanceof NoSuchFileException;
            return failed ? 1 : UNEXPECTED;
        }
        ui.error("unexpected error - " + failure + suffix(Kind.BUG, ui));
        ui.hint("this is a mistake in jdvc; run it again with `-v` and report what it prints");
        debug(failure, ui);
        return UNEXPECTED;
    }

    /** Returns a failure that says first which of the user's requests failed. */
    static JdvcException prefixed(JdvcException e, String prefix) {
        var told = JdvcException.of(e.kind(), "%s", prefix + e.getMessage()).cause(e);
        return e.hint().map(hint -> told.hint("%s", hint)).orElse(told);
    }

    static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException;
    }

    private static int exit(JdvcException e, String verb) {
        if (NotAProject.is(e)) return NO_PROJECT;
        boolean handled = HANDLED.contains(verb) || OWN.contains(verb);
        return switch (e.kind()) {
            case USAGE -> USAGE;
            case INTERRUPTED -> INTERRUPTED;
            case BUG -> UNEXPECTED;
            case CONFIG -> handled && !isExclusion(e, verb) ? 1 : CONFIG;
            // DVC takes its lock outside of what status answers for.
            case LOCKED -> handled && !verb.equals("status") ? 1 : UNEXPECTED;
            case USER,
                    CONFLICT,
                    CHANGED,
                    CORRUPT,
                    MISSING,
                    BADMETA,
                    UNSAFEPATH,
                    UNTRUSTED,
                    NOSPACE,
                    IO,
                    NETWORK,
                    THROTTLED,
                    AUTH,
                    LIMIT,
                    PARTIAL -> handled ? 1 : UNEXPECTED;
        };
    }

    /** DVC finds such settings when it connects, which these two do where nobody answers for it. */
    private static boolean isExclusion(JdvcException e, String verb) {
        return (verb.equals("push") || verb.equals("status")) && Settings.areExclusive(e);
    }

    /** What is true after an interrupt of any verb that changes something: it works in finished pieces only. */
    private static String state(String verb) {
        return switch (verb) {
            case "add", "checkout", "commit", "fetch", "fsck", "publish", "pull", "push" ->
                "; what was finished stays, nothing is half done, and the same command does the rest";
            default -> "";
        };
    }

    /** What a verb failed at is nothing to say of words that it does not take. */
    private static String prefix(int exit, String verb) {
        if (exit == USAGE) return "";
        return exit == CONFIG ? "configuration error - " : prefix(verb);
    }

    private static String prefix(String verb) {
        return switch (verb) {
            case "install" -> "failed to install DVC Git hooks - ";
            case "push", "git-hook pre-push" -> "failed to push data to the cloud - ";
            case "fetch" -> "failed to fetch data from the cloud - ";
            case "diff" -> "failed to get diff - ";
            case "pull" -> "failed to pull data from the cloud - ";
            default -> "";
        };
    }

    private static String suffix(Kind kind, Ui ui) {
        boolean shown = ui.level().compareTo(Ui.Level.VERBOSE) >= 0;
        return shown ? " [" + kind.name().toUpperCase(Locale.ROOT) + "]" : "";
    }

    /** The JDK's messages of file errors are only the file's name. */
    private static String words(IOException e) {
        if (e instanceof NoSuchFileException file) return "'" + file.getFile() + "' does not exist";
        if (e instanceof AccessDeniedException file) return "no permission for '" + file.getFile() + "'";
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return "'" + file.getFile() + "': " + file.getReason();
        }
        if (e instanceof FileAlreadyExistsException file) return "'" + file.getFile() + "' is in the way";
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void debug(Throwable failure, Ui ui) {
        if (ui.level().compareTo(Ui.Level.VERBOSE) < 0) return;
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        for (var line : text.toString().split("\n")) ui.note("%s", line.replace("\t", "    "));
    }
}
