package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;

/**
 * What Git asks before it pushes: the data of the commits that it is about to send is brought to the remotes, and one
 * object that is nowhere refuses the push.
 *
 * @param remote Git's name for where it pushes, or its address
 */
public record PrePush(String remote, List<Ref> refs) {

    private static final String NONE = "0";

    /**
     * What is pushed to one name.
     *
     * @param local the id of what is sent; zeros if the name is deleted there
     * @param there the id that the name has there now; zeros if it is new
     */
    public record Ref(String local, String there) {

        /** Parses {@code LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID}; absent if it is no such line. */
        public static Optional<Ref> parse(String line) {
            var words = line.strip().split(" ");
            return words.length == 4 ? Optional.of(new Ref(words[1], words[3])) : Optional.empty();
        }

        private static boolean isNone(String id) {
            return id.replace(NONE, "").isEmpty();
        }
    }

    /**
     * The answer.
     *
     * @param commits how many are about to be sent
     * @param pushed objects that were sent before them
     */
    public record Report(int commits, int pushed) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var commits = commits(repo);
        var data = new PublishObjects(repo, Choice.Way.DEFAULT, progress);
        data.addCommits(commits);
        var lacking = data.ask(Map.of(), false);
        requireSomewhere(lacking);
        int pushed = 0;
        if (lacking.count() > 0) {
            var result = data.push();
            Sending.requireComplete("upload", result.missing(), result.failed());
            pushed = result.copied();
            requireThere(data.ask(Map.of(), false));
        }
        data.noteComplete();
        return new Report(commits.size(), pushed);
    }

    private List<String> commits(Repo repo) throws IOException {
        var commits = new LinkedHashSet<String>();
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            for (var ref : refs) {
                if (Ref.isNone(ref.local())) continue;
                var known = Ref.isNone(ref.there()) ? Optional.<String>empty() : history.resolve(ref.there());
                commits.addAll(history.toSend(ref.local(), known, remote));
            }
        }
        return new ArrayList<>(commits);
    }

    private static void requireSomewhere(PublishObjects.Lacking lacking) {
        if (lacking.nowhere().isEmpty()) return;
        throw PublishObjects.nowhere(lacking.nowhere())
                .hint("whoever has the data must `jdvc push` it; `git push --no-verify` sends the commits without it");
    }

    private static void requireThere(PublishObjects.Lacking lacking) {
        if (lacking.count() == 0) return;
        throw JdvcException.of(Kind.MISSING, "%d objects are not on the remote, though they were sent", lacking.count())
                .hint("push again: it sends them");
    }
}
