package jdvc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jdvc.command.Candidate;
import jdvc.command.Place;
import jdvc.repo.Call;
import jdvc.repo.Suggest;
import jdvc.ui.Amount;

/** Words of the project that may stand in a place. */
final class Candidates {

    private final Suggest suggest;

    Candidates(Call call) {
        suggest = new Suggest(call);
    }

    /** Returns them, likeliest first, without a check of the prefix. */
    List<Candidate> of(Place<Session> place) throws IOException, InterruptedException {
        var prefix = place.prefix();
        return switch (place.values().kind()) {
            case DATA, FILE -> files(suggest.files(prefix, false));
            case DIRECTORY -> files(suggest.files(prefix, true));
            case TRACKED, METAFILE -> plain(suggest.tracked(prefix));
            case TRACKED_AT_REV -> atRev(prefix);
            case REMOTE -> plain(suggest.remotes());
            case REV -> plain(suggest.revisions());
            case CONFIG_KEY -> plain(suggest.keys());
            case REMOTE_OPTION -> plain(suggest.remoteKeys(last(place.before())));
            case TEXT, NUMBER, URL, CONFIG_VALUE, VERB, CHOICE -> List.of();
        };
    }

    private static String last(List<String> words) {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    private List<Candidate> atRev(String prefix) throws IOException, InterruptedException {
        int at = prefix.indexOf('@', 1);
        return at < 0 ? plain(suggest.tracked(prefix)) : plain(suggest.versions(prefix.substring(0, at)));
    }

    private static List<Candidate> plain(List<Suggest.Word> words) {
        var candidates = new ArrayList<Candidate>(words.size());
        for (var each : words) candidates.add(candidate(each.text(), each.about(), each.open()));
        return candidates;
    }

    private static List<Candidate> files(List<Suggest.Word> words) {
        var candidates = new ArrayList<Candidate>(words.size());
        for (var each : words) {
            var about = each.about().isEmpty() ? "" : Amount.size(Long.parseLong(each.about()));
            candidates.add(candidate(each.text(), about, each.open()));
        }
        return candidates;
    }

    private static Candidate candidate(String text, String about, boolean open) {
        var candidate = Candidate.of(text, about);
        return open ? candidate.open() : candidate;
    }
}
