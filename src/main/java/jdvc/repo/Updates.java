package jdvc.repo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;

/** Tells whether imports are current where they came from: a repository is asked once for a revision, be it silent or not. */
final class Updates {

    private final Repo repo;
    private final Map<List<Object>, Answer> answers = new HashMap<>();

    /** @param failure why there is no answer, if there is none */
    private record Answer(Optional<String> commit, Optional<String> failure) {}

    Updates(Repo repo) {
        this.repo = repo;
    }

    /**
     * Returns the import's name if its repository moved on.
     *
     * @param problems told of one that cannot be asked: that is no news
     */
    Optional<String> newer(Origin origin, List<String> problems) {
        if (origin.lock().isEmpty()) return Optional.empty();
        var answer = answers.computeIfAbsent(List.of(origin.url(), origin.rev()), any -> ask(origin));
        if (answer.failure().isPresent()) {
            problems.add("cannot tell whether '" + origin.shown() + "' has moved on: "
                    + answer.failure().get());
            return Optional.empty();
        }
        return answer.commit().equals(origin.lock()) ? Optional.empty() : Optional.of(origin.shown());
    }

    private Answer ask(Origin origin) {
        try {
            return new Answer(origin.latest(repo), Optional.empty());
        } catch (IOException | JdvcException e) {
            return new Answer(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
