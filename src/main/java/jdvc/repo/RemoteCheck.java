package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.Hasher;
import jdvc.object.Layout;

/**
 * Asks a remote for an object that nobody has, to see that it answers.
 *
 * @param remote its name; the default one if absent
 * @param trust take the repository's word for its settings from now on
 */
public record RemoteCheck(Optional<String> remote, boolean trust) {

    /** The answer: which remote answered, and where it is. */
    public record Report(String remote, String location) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var name = remote.or(repo.config()::defaultRemote)
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "no remote specified in the project")
                        .hint("add one with `jdvc remote add -d NAME s3://BUCKET/PREFIX`"));
        if (trust) new Approvals(repo).approve(repo.config().remote(name));
        var store = repo.remote(name, progress);
        store.missing(List.of(Hasher.hash(new byte[] {0, 1, 2}, Layout.V3)));
        return new Report(name, store.location());
    }
}
