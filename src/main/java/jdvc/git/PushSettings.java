package jdvc.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdvc.JdvcException;

/** What Git's configuration says about where branches go. */
final class PushSettings {

    private final Map<String, String> values = new HashMap<>();
    private final TreeSet<String> remotes = new TreeSet<>();

    private PushSettings() {}

    static PushSettings read(GitExec git) throws IOException {
        var result = git.read("config", "-z", "--get-regexp", "^(branch|remote)\\.");
        var settings = new PushSettings();
        if (result.exit() == 1) return settings; // there is none
        // KEY LF VALUE NUL
        for (var entry : GitExec.checked(result, "git config").names()) {
            int end = entry.indexOf('\n');
            if (end < 0) continue;
            String key = entry.substring(0, end);
            settings.values.put(key, entry.substring(end + 1));
            if (key.startsWith("remote.") && (key.endsWith(".url") || key.endsWith(".pushurl"))) {
                settings.remotes.add(key.substring("remote.".length(), key.lastIndexOf('.')));
            }
        }
        return settings;
    }

    /** Returns the remote that a branch is pushed to; absent if there is none at all. */
    Optional<String> remote(String branch) {
        for (var key :
                new String[] {"branch." + branch + ".pushremote", "remote.pushdefault", "branch." + branch + ".remote"
                }) {
            var remote = values.get(key);
            if (remote != null && !remote.equals(".")) return Optional.of(remote); // a dot is this repository
        }
        if (remotes.contains("origin")) return Optional.of("origin");
        if (remotes.size() <= 1) return remotes.stream().findFirst();
        throw JdvcException.user("cannot tell which Git remote to push to: there are %s", String.join(", ", remotes))
                .hint("git config remote.pushDefault %s", remotes.first());
    }

    /** Returns the name that a branch has on a remote because it is its upstream. */
    Optional<String> upstream(String branch, String remote) {
        var merge = values.get("branch." + branch + ".merge");
        if (merge == null || !remote.equals(values.get("branch." + branch + ".remote"))) return Optional.empty();
        return Optional.of(merge.startsWith("refs/heads/") ? merge.substring("refs/heads/".length()) : merge);
    }

    boolean hasUpstream(String branch) {
        return values.containsKey("branch." + branch + ".merge");
    }
}
