package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.store.Finding;
import jdvc.store.LocalStore;
import jdvc.store.http.HttpStore;
import jdvc.store.s3.S3Store;

/**
 * Looks at each link of the chain between here and a remote, and says what cures the broken ones.
 *
 * @param remote its name; the default one if absent
 * @param trust take the repository's word for its settings from now on
 */
public record RemoteCheck(Optional<String> remote, boolean trust) {

    /**
     * The answer.
     *
     * @param ok whether no link is broken
     */
    public record Report(String remote, String location, boolean ok, List<Check> checks) {}

    /**
     * One link.
     *
     * @param check its name, such as {@code endpoint} or {@code write}
     * @param ok whether it holds; absent if that could not be told
     * @param found what was found
     * @param cure what to do about it
     */
    public record Check(String check, Optional<Boolean> ok, String found, Optional<String> cure) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var name = remote.or(repo.config()::defaultRemote)
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "no remote specified in the project")
                        .hint("add one with `jdvc remote add -d NAME s3://BUCKET/PREFIX`"));
        if (trust) new Approvals(repo).approve(repo.config().remote(name));
        var store = repo.remote(name, progress);
        List<Finding> found;
        if (store instanceof S3Store s3) found = s3.check();
        else if (store instanceof LocalStore local) found = local.check();
        else if (store instanceof HttpStore server) found = server.check();
        else throw new AssertionError(store);
        boolean ok = found.stream().noneMatch(each -> each.verdict() == Finding.Verdict.BAD);
        return new Report(
                name,
                store.location(),
                ok,
                found.stream().map(RemoteCheck::check).toList());
    }

    private static Check check(Finding finding) {
        Optional<Boolean> ok = switch (finding.verdict()) {
            case GOOD -> Optional.of(true);
            case BAD -> Optional.of(false);
            case UNKNOWN -> Optional.empty();
        };
        return new Check(finding.link(), ok, finding.text(), finding.cure());
    }
}
