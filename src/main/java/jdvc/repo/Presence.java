package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import jdvc.disk.Disk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;

/**
 * Which outputs this clone saw complete on a remote, and when: for marks in the prompt, never for leaving out a check
 * (safety 5.6). One file a remote, {@code remotes/MD5-OF-ITS-PLACE}.
 */
final class Presence {

    private static final long MAX_BYTES = 256 << 20;

    private final StateFile file;
    private final String place;
    private final Map<String, Object> complete = new LinkedHashMap<>();
    private boolean asked;

    private Presence(StateFile file, String place) {
        this.file = file;
        this.place = place;
    }

    /** Reads what is known of a remote; damaged or foreign, it is nothing. */
    static Presence open(Disk disk, Path state, String url) throws IOException {
        var place = url.length() > 1 && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        var name =
                Hasher.hash(place.getBytes(StandardCharsets.UTF_8), Layout.V3).hex();
        var presence = new Presence(new StateFile(disk, state.resolve("remotes").resolve(name), MAX_BYTES), place);
        presence.file.read().ifPresent(presence::take);
        return presence;
    }

    /** Reads what is known of a remote that the project's settings name. */
    static Presence of(Repo repo, String remote) throws IOException {
        return open(repo.disk(), repo.state(), repo.config().remote(remote).url());
    }

    private void take(Map<String, Object> all) {
        if (!place.equals(all.get("place")) || !(all.get("complete") instanceof Map<?, ?> map)) return;
        map.forEach((key, when) -> complete.put(String.valueOf(key), when));
        asked = true;
    }

    /** Tells whether the remote was ever asked. */
    boolean isKnown() {
        return asked;
    }

    boolean has(ObjectId root) {
        return complete.containsKey(key(root));
    }

    /** Records that the closures of these are on the remote, and that those of the others are not. */
    void note(Collection<ObjectId> there, Collection<ObjectId> notThere, long now) throws IOException {
        for (var each : there) complete.put(key(each), now);
        for (var each : notThere) complete.remove(key(each));
        asked = true;
        var all = new LinkedHashMap<String, Object>();
        all.put("place", place);
        all.put("complete", complete);
        file.write(all);
    }

    private static String key(ObjectId id) {
        return id.layout() == Layout.LEGACY ? "legacy " + id : id.toString();
    }
}
