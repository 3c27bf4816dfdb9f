package jdvc.repo;

import java.io.IOException;
import java.util.Optional;
import jdvc.Progress;

/**
 * Fetches, then checks out in the workspace.
 *
 * @param fetch what is fetched
 * @param force replace and delete files whose bytes are nowhere else
 * @param allowMissing an output that is nowhere is no failure of the checkout
 */
public record Pull(Fetch fetch, boolean force, boolean allowMissing) {

    /** Both answers. */
    public record Report(Fetch.Report fetched, Checkout.Report checkedOut) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var fetched = fetch.run(repo, Sending.Destination.WORKSPACE, progress);
        var choice = fetch.choice();
        var targets = choice.glob() ? Globs.expand(repo, choice.targets()) : choice.targets();
        var options = new Checkout.Options(choice.recursive(), choice.withDeps(), allowMissing, Optional.empty());
        var checkedOut = new Checkout(targets, options, force, false).run(repo, progress);
        return new Report(fetched, checkedOut);
    }
}
