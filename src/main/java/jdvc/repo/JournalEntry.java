package jdvc.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.RelPath;

/**
 * One operation as the journal has it, docs/format.md#journal.
 *
 * @param time as ISO 8601 has it
 * @param argv the words that were typed
 * @param state {@code open}, {@code done} or {@code undone}
 * @param staged paths of the project that went to Git's index
 * @param cacheTrash where objects of the cache were moved
 */
record JournalEntry(
        long id,
        String time,
        String verb,
        List<String> argv,
        String state,
        List<Metafile> metafiles,
        List<File> workspace,
        List<String> staged,
        Optional<String> cacheTrash) {

    static final String OPEN = "open";
    static final String DONE = "done";
    static final String UNDONE = "undone";
    static final String TRASH = "trash";
    /** Of how many files a record says nothing, because it would be too long. */
    static final String OMITTED = "omitted";

    /**
     * What became of a metafile.
     *
     * @param before the name of a copy beside the entry; absent if there was none
     * @param after the MD5 of what was written; absent if it was deleted
     */
    record Metafile(RelPath path, Optional<String> before, Optional<String> after) {}

    /**
     * What became of a file of the workspace.
     *
     * @param was its object, or {@link #TRASH}; absent if there was none
     * @param now its object; absent if there is none
     */
    record File(RelPath path, Optional<String> was, Optional<String> now) {}

    /** Tells whether an entry is of the version that this program writes. */
    static boolean isOurs(Map<String, Object> op) {
        return Long.valueOf(1).equals(op.get("v"));
    }

    boolean isDone() {
        return state.equals(DONE);
    }

    /** Returns the command as it was typed. */
    String command() {
        return "jdvc " + (argv.isEmpty() ? verb : String.join(" ", argv));
    }

    /**
     * Takes an entry apart. A repository can bring a journal along (safety 8): its paths are checked as those of a tree.
     *
     * @throws JdvcException if it is damaged, or of a version that is not ours
     */
    static JournalEntry of(long id, Map<String, Object> op) {
        if (!isOurs(op)) {
            throw JdvcException.user("operation %s is of a newer jdvc, and only that can take it back", id);
        }
        if (op.get(OMITTED) instanceof Long files) {
            throw JdvcException.user("operation %s changed %s files, which is more than the journal keeps", id, files)
                    .hint("`jdvc versions PATH` and `jdvc checkout PATH@REV` bring back what was committed");
        }
        var metafiles = new ArrayList<Metafile>();
        for (var each : rows(op, id, "metafiles")) {
            metafiles.add(new Metafile(path(each, id), copy(each, id), text(each, "after")));
        }
        var files = new ArrayList<File>();
        for (var each : rows(op, id, "workspace")) {
            files.add(new File(path(each, id), text(each, "was"), text(each, "now")));
        }
        return new JournalEntry(
                id,
                text(op, "time").orElse(""),
                text(op, "verb").orElse(""),
                words(op, "argv"),
                text(op, "state").orElse(""),
                metafiles,
                files,
                words(op, "staged"),
                text(op, "cache_trash"));
    }

    private static List<Map<?, ?>> rows(Map<String, Object> op, long id, String key) {
        var rows = new ArrayList<Map<?, ?>>();
        if (!(op.get(key) instanceof List<?> list)) return rows;
        for (var each : list) {
            if (!(each instanceof Map<?, ?> row)) throw damaged(id);
            rows.add(row);
        }
        return rows;
    }

    private static List<String> words(Map<String, Object> op, String key) {
        var words = new ArrayList<String>();
        if (op.get(key) instanceof List<?> list) for (var each : list) words.add(String.valueOf(each));
        return words;
    }

    private static Optional<String> text(Map<?, ?> row, String key) {
        return row.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static RelPath path(Map<?, ?> row, long id) {
        return text(row, "path").flatMap(RelPath::ifSafe).orElseThrow(() -> damaged(id));
    }

    /** A copy lies beside the entry and nowhere else. */
    private static Optional<String> copy(Map<?, ?> row, long id) {
        var name = text(row, "before");
        if (name.isPresent() && (!name.get().startsWith("before-") || name.get().contains("/"))) throw damaged(id);
        return name;
    }

    static JdvcException damaged(long id) {
        return JdvcException.of(Kind.CORRUPT, "the journal's entry %s is damaged: it cannot be taken back", id);
    }
}
