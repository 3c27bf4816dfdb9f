package jdvc.cli;

import jdvc.command.Args;
import jdvc.command.Opt;

/** {@code --rehash} of the verbs that ask what files hold. */
final class Rehash {

    static final Opt OPTION = Opt.flag("rehash", "Read all files anew, also those that look unchanged");

    private Rehash() {}

    /** Returns the work as the options ask for it: with remembered hashes, or without. */
    static <R> Session.Work<R> asked(Args args, Session.Work<R> work) {
        if (!args.has(OPTION)) return work;
        return (repo, progress) -> {
            repo.forgetHashes();
            return work.run(repo, progress);
        };
    }
}
