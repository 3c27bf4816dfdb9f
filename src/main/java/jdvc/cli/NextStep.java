package jdvc.cli;

import java.util.List;
import java.util.Optional;
import jdvc.repo.Overview;

/** The natural step after a verb, in one line. */
final class NextStep {

    /** With these a verb does less, or somebody wants to hear less. */
    private static final List<String> SILENT = List.of("--help", "-h", "--quiet", "-q", "--json", "--dry-run", "list");

    private NextStep() {}

    /** Returns what could be done next; absent if nothing stands out. */
    static Optional<String> after(List<String> words, Optional<Overview.Report> now) {
        for (var word : words) if (SILENT.contains(word)) return Optional.empty();
        var verb = words.get(0);
        if (verb.equals("init")) return Optional.of("next: `remote add -d NAME s3://BUCKET/PREFIX`, then `add PATH`");
        if (now.isEmpty()) return Optional.empty();
        return switch (verb) {
            case "checkout" ->
                isOlder(words) && !now.get().changed().isEmpty()
                        ? Optional.of("next: `checkout PATH` goes back, `publish PATH` makes this version the newest")
                        : byState(now.get());
            case "add", "commit", "status", "pull", "fetch", "remote" -> byState(now.get());
            case "push" -> Optional.of("next: `publish -m MESSAGE` commits the metafiles and pushes them to Git");
            case "publish" -> Optional.of("next: `versions PATH` shows the history of a model");
            default -> Optional.empty();
        };
    }

    private static boolean isOlder(List<String> words) {
        for (var word : words) if (word.indexOf('@') > 0 || word.startsWith("--rev")) return true;
        return false;
    }

    private static Optional<String> byState(Overview.Report now) {
        if (now.tracked() == 0) return Optional.of("next: `add PATH` tracks a file or directory");
        if (!now.missing().isEmpty() || !now.uncached().isEmpty())
            return Optional.of("next: `pull` brings what is missing");
        if (!now.changed().isEmpty()) return Optional.of("next: `publish -m MESSAGE` saves and shares the changes");
        if (now.unpushed().isEmpty() || now.unpushed().getAsInt() > 0) {
            return Optional.of("next: `push` uploads the data, or `publish -m MESSAGE` does all that is left");
        }
        return Optional.empty();
    }
}
