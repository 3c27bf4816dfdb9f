package jdvc.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.repo.Call;
import jdvc.repo.Jobs;
import jdvc.repo.LastListing;
import jdvc.repo.Overview;
import jdvc.repo.Suggest;
import jdvc.ui.Amount;

/** Words of the project that may stand in a place. */
final class Candidates {

    private static final List<Candidate> JOBS = List.of(
            Candidate.of("1", "one after the other"),
            Candidate.of("4", "for a slow or shared network"),
            Candidate.of("16", ""),
            Candidate.of("32", "for many small files"));

    private final Call call;
    private final Suggest suggest;
    private final Instant now;

    /**
     * @param seen what changed, as far as the prompt knows
     */
    Candidates(Call call, Optional<Overview.Report> seen, LastListing listing) {
        this.call = call;
        suggest = new Suggest(call, seen, listing);
        now = call.env().clock().instant();
    }

    /** Returns them, likeliest first, without a check of the prefix. */
    List<Candidate> of(Place<Session> place) throws IOException, InterruptedException {
        var prefix = place.prefix();
        return switch (place.values().kind()) {
            case DATA -> files(suggest.data(prefix));
            case FILE -> files(suggest.files(prefix, false));
            case DIRECTORY -> files(suggest.files(prefix, true));
            case TRACKED, METAFILE -> files(suggest.tracked(prefix));
            case TRACKED_AT_REV -> atRev(prefix);
            case REMOTE -> plain(suggest.remotes());
            case REV -> dated(suggest.revisions());
            case CONFIG_KEY -> plain(suggest.keys());
            case CONFIG_VALUE -> plain(values(place));
            case REMOTE_OPTION -> plain(suggest.remoteKeys(before(place, 1)));
            case NUMBER -> place.opt().filter(opt -> opt.name().equals("jobs")).isPresent() ? JOBS : List.of();
            case JOB -> jobs();
            case TEXT, URL, VERB, CHOICE -> List.of();
        };
    }

    private List<Candidate> jobs() throws IOException {
        var candidates = new ArrayList<Candidate>();
        var jobs = Jobs.open(call);
        for (var job : jobs.all()) {
            candidates.add(0, Candidate.of(String.valueOf(job.id()), joined(JobsCommand.state(jobs, job), job.line())));
        }
        return candidates;
    }

    private List<Suggest.Word> values(Place<Session> place) throws IOException {
        boolean ofRemote = place.path().get(0).name().equals("remote");
        return ofRemote
                ? suggest.remoteValues(before(place, 2), before(place, 1), place.prefix())
                : suggest.values(before(place, 1), place.prefix());
    }

    /** Returns the word that stands so many words before the cursor's. */
    private static String before(Place<Session> place, int back) {
        var words = place.before();
        return words.size() < back ? "" : words.get(words.size() - back);
    }

    private List<Candidate> atRev(String prefix) throws IOException, InterruptedException {
        int at = prefix.indexOf('@', 1);
        return at < 0 ? files(suggest.tracked(prefix)) : dated(suggest.versions(prefix.substring(0, at)));
    }

    private static List<Candidate> plain(List<Suggest.Word> words) {
        var candidates = new ArrayList<Candidate>(words.size());
        for (var each : words) candidates.add(candidate(each, each.about()));
        return candidates;
    }

    /** {@code modified  12 MiB  3 min ago}. */
    private List<Candidate> files(List<Suggest.Word> words) {
        var candidates = new ArrayList<Candidate>(words.size());
        for (var each : words) {
            var age = each.when().map(when -> Amount.age(Duration.between(when, now)));
            candidates.add(candidate(each, joined(each.about(), size(each), age.orElse(""))));
        }
        return candidates;
    }

    /** {@code 2024-05-01  12 MiB  first model}. */
    private static List<Candidate> dated(List<Suggest.Word> words) {
        var candidates = new ArrayList<Candidate>(words.size());
        for (var each : words) {
            var date = each.when()
                    .map(when -> when.atOffset(ZoneOffset.UTC).toLocalDate().toString());
            candidates.add(candidate(each, joined(date.orElse(""), size(each), each.about())));
        }
        return candidates;
    }

    private static String size(Suggest.Word word) {
        return word.size().isPresent() ? Amount.size(word.size().getAsLong()) : "";
    }

    private static String joined(String... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part.isEmpty()) continue;
            text.append(text.length() == 0 ? "" : "  ").append(part);
        }
        return text.toString();
    }

    private static Candidate candidate(Suggest.Word word, String about) {
        var candidate = Candidate.of(word.text(), about);
        return word.open() ? candidate.open() : candidate;
    }
}
