package jdvc.config;

import java.util.List;
import java.util.Optional;

/** Checks the merged settings as DVC does whenever it opens a project; it stops at the first problem. */
final class Validation {

    private static final String EXTRA = "extra keys not allowed";
    private static final String NO_SECTION = "expected a dictionary";

    private Validation() {}

    static Optional<Problem> check(IniValue.Section merged) {
        for (var each : merged.entries().entrySet()) {
            var problem = section(each.getKey(), each.getValue());
            if (problem.isPresent()) return problem;
        }
        return Optional.empty();
    }

    private static Optional<Problem> section(String name, IniValue value) {
        if (!Names.isKind(name)) {
            var keys = Schema.section(name);
            if (keys.isEmpty()) return problem(List.of(name), EXTRA);
            return keys(List.of(name), value, keys.get());
        }
        if (!(value instanceof IniValue.Section named)) return problem(List.of(name), NO_SECTION);
        for (var each : named.entries().entrySet()) {
            var place = List.of(name, each.getKey());
            var problem = name.equals("remote")
                    ? remote(place, each.getValue())
                    : keys(place, each.getValue(), Schema.section(name).orElseThrow());
            if (problem.isPresent()) return problem;
        }
        return Optional.empty();
    }

    private static Optional<Problem> remote(List<String> place, IniValue value) {
        if (!(value instanceof IniValue.Section remote)) return problem(place, NO_SECTION);
        var url = remote.get("url");
        if (url.isEmpty()) return problem(place, "expected 'url'");
        if (!(url.get() instanceof IniValue.Text text)) return problem(Names.with(place, "url"), "expected str");
        var scheme = Urls.scheme(text.text());
        if (scheme.equals("remote")) return Optional.empty(); // whatever the other remote takes
        var keys = Schema.remote(scheme);
        if (keys.isEmpty()) return problem(Names.with(place, "url"), "Unsupported URL type " + scheme + "://");
        return keys(place, remote, keys.get());
    }

    private static Optional<Problem> keys(List<String> place, IniValue value, List<Key> known) {
        if (!(value instanceof IniValue.Section section)) return problem(place, NO_SECTION);
        for (var each : section.entries().entrySet()) {
            var key = Schema.find(known, each.getKey());
            if (key.isEmpty() && place.get(0).equals("feature")) continue; // DVC warns
            var message = key.isEmpty() ? Optional.of(EXTRA) : Values.problem(key.get(), each.getValue());
            if (message.isPresent()) return problem(Names.with(place, each.getKey()), message.get());
        }
        if (place.get(0).equals("hydra") && section.has("config_dir") && section.has("config_module")) {
            return problem(Names.with(place, "config_module"), "excludes 'config_dir'");
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(List<String> path, String message) {
        return Optional.of(new Problem(new KeyName(false, path), message));
    }
}
