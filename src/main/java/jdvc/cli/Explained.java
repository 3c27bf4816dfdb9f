package jdvc.cli;

import java.io.IOException;
import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;

/** What kinds of failures mean, what they leave behind, and what usually helps. */
final class Explained {

    private Explained() {}

    /** Returns sentences about a failure. */
    static List<String> of(Throwable failure) {
        if (failure instanceof JdvcException e) return of(e.kind());
        if (Errors.isInterruption(failure)) {
            return of(Kind.INTERRUPTED);
        }
        return of(failure instanceof IOException ? Kind.IO : Kind.BUG);
    }

    private static List<String> of(Kind kind) {
        return switch (kind) {
            case USAGE -> List.of("The line was not understood, so nothing was done.", "`help VERB` shows its words.");
            case USER -> List.of("This cannot be done as things are; nothing was begun that is not told above.");
            case LOCKED ->
                List.of(
                        "Another jdvc or DVC is at work in this project, and two must not change it at once.",
                        "Wait for it, or put `--wait-for-lock` before the verb outside of the shell.");
            case CONFLICT, CHANGED ->
                List.of(
                        "Something changed that would have been overwritten, so it was left alone.",
                        "`status` shows what differs; save it with `commit` or `publish`, or undo your change.");
            case CORRUPT ->
                List.of(
                        "Bytes are not what their name says: a disk, a network or another program damaged them.",
                        "They were not used. A good copy comes with `fetch`, or with `push` from a clone that has it.");
            case MISSING ->
                List.of(
                        "Data that a metafile names is not where it was looked for.",
                        "`status -c` shows what the remote lacks; who has the data can `push` it.");
            case BADMETA ->
                List.of("A metafile cannot be read, often after a merge. `git diff` and `git log -p` show how it was.");
            case UNSAFEPATH ->
                List.of("A path leads out of the project, or to where jdvc must not write. It was refused.");
            case UNTRUSTED ->
                List.of(
                        "The project names something that runs or sends on your behalf, and you have not agreed to it.");
            case NOSPACE ->
                List.of(
                        "The disk or the quota is full. What was begun is kept where it can go on: free space, repeat.");
            case IO -> List.of("A file or a connection failed. What was finished before stays; repeat the line.");
            case NETWORK ->
                List.of(
                        "The remote could not be reached, or the connection broke. What arrived is not sent again.",
                        "`remote check` looks at each step: address, TLS, identity, bucket, rights.");
            case THROTTLED -> List.of("The remote asks for fewer requests. Repeat later, or with fewer `--jobs`.");
            case AUTH ->
                List.of(
                        "The remote does not accept who you are, or does not let you do this.",
                        "`remote check` shows which identity is used and what it may do.");
            case CONFIG -> List.of("A setting is wrong. `config --list --show-origin` shows which file it comes from.");
            case LIMIT -> List.of("A limit was reached, which protects memory or the bucket; nothing is lost.");
            case PARTIAL -> List.of("A part was done and stays; the same line does the rest.");
            case INTERRUPTED ->
                List.of("It was interrupted. What was finished stays; the same line goes on from there.");
            case BUG -> List.of("This is a mistake in jdvc. The line with `-v` prints what is needed to report it.");
        };
    }
}
