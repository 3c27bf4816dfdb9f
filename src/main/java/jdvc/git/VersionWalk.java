package jdvc.git;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the commits that changed a metafile. Git's own {@code --follow} would take a similar file that exists beside it for
 * its past and look at one side of a merge; so each name's history is one {@code git log}, and where it begins, what was
 * renamed to it is looked for.
 */
final class VersionWalk {

    private static final int MAX_NAMES = 100;
    private static final int FIELDS = 7;
    // commit, parents, committed (seconds), author, date (1700000000 +0100), tags (tag: v1, tag: v2), subject
    private static final String FORMAT = "--format=%H%x00%P%x00%ct%x00%an%x00%ad%x00%D%x00%s";

    private final GitExec git;
    private final Place place;
    private final Objects objects;
    private final List<String> others;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Name> names = new ArrayDeque<>();

    VersionWalk(GitExec git, Place place, Objects objects, List<String> others) {
        this.git = git;
        this.place = place;
        this.objects = objects;
        this.others = others;
    }

    /** A name of the metafile, and the commit from which on, backwards, it had it. */
    private record Name(String commit, String metafile) {}

    private record Row(Version version, long committed) {}

    List<Version> from(String commit, String metafile) throws IOException {
        names.add(new Name(commit, metafile));
        int count = 0;
        for (; !names.isEmpty() && count < MAX_NAMES; count++) follow(names.remove());
        if (count > 1) rows.sort(Comparator.comparingLong(Row::committed).reversed());
        var versions = new ArrayList<Version>(rows.size());
        for (var row : rows) versions.add(row.version);
        return versions;
    }

    private void follow(Name name) throws IOException {
        var fields = log(name);
        int first = rows.size();
        for (int i = 0; i + FIELDS <= fields.size(); i += FIELDS) {
            if (seen.add(fields.get(i) + name.metafile)) rows.add(row(fields.subList(i, i + FIELDS), name.metafile));
        }
        var changed = rows.subList(first, rows.size());
        addFiles(changed);
        for (var begun : beginnings(changed)) addNameBefore(begun);
    }

    private List<String> log(Name name) throws IOException {
        var args = List.of(
                "log",
                "-z",
                "--full-history",
                "--no-renames",
                "--encoding=UTF-8",
                "--date=raw",
                "--decorate=short",
                "--decorate-refs=refs/tags/",
                FORMAT,
                name.commit,
                "--",
                GitExec.literal(name.metafile));
        return GitExec.checked(git.read(args, new byte[0]), "git log").names();
    }

    private static Row row(List<String> fields, String metafile) {
        var version = new Version(
                fields.get(0),
                words(fields.get(1), " "),
                fields.get(3),
                date(fields.get(4)),
                fields.get(6),
                tags(fields.get(5)),
                metafile,
                Map.of());
        return new Row(version, Long.parseLong(fields.get(2)));
    }

    private static List<String> words(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator));
    }

    private static List<String> tags(String decoration) {
        var tags = new ArrayList<String>();
        for (var word : words(decoration, ", ")) if (word.startsWith("tag: ")) tags.add(word.substring(5));
        return tags;
    }

    /** Returns a date; one that makes no sense, which Git lets through, is 1970. */
    private static OffsetDateTime date(String raw) {
        try {
            int blank = raw.indexOf(' ');
            var instant = Instant.ofEpochSecond(Long.parseLong(raw.substring(0, blank)));
            return instant.atOffset(ZoneOffset.of(raw.substring(blank + 1)));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            return Instant.EPOCH.atOffset(ZoneOffset.UTC);
        }
    }

    private void addFiles(List<Row> changed) throws IOException {
        var wanted = new ArrayList<String>();
        for (var row : changed) {
            for (var path : paths(row.version)) wanted.add(name(row.version.commit(), path));
        }
        var ids = ids(wanted);
        for (int i = 0; i < changed.size(); i++) {
            var row = changed.get(i);
            var files = new HashMap<String, String>();
            for (var path : paths(row.version)) {
                var id = ids.get(name(row.version.commit(), path));
                if (id != null) files.put(path, id);
            }
            changed.set(i, new Row(row.version.with(files), row.committed));
        }
    }

    private List<String> paths(Version version) {
        var paths = new ArrayList<>(others);
        paths.add(version.metafile());
        paths.removeIf(path -> path.indexOf('\n') >= 0); // the protocol of cat-file is made of lines
        return paths;
    }

    private String name(String commit, String path) {
        return commit + ":" + place.toTop(path);
    }

    private Map<String, String> ids(List<String> wanted) throws IOException {
        var ids = new HashMap<String, String>();
        objects.headers(wanted, (name, header, content) -> {
            if (header != null && header.type().equals("blob")) ids.put(name, header.id());
        });
        return ids;
    }

    /** Returns the versions that have the metafile while none of their parents has. */
    private List<Version> beginnings(List<Row> changed) throws IOException {
        var wanted = new ArrayList<String>();
        for (var row : changed) {
            for (var parent : row.version.parents()) wanted.add(name(parent, row.version.metafile()));
        }
        var ids = ids(wanted);
        var beginnings = new ArrayList<Version>();
        for (var row : changed) {
            var version = row.version;
            boolean begun = version.files().containsKey(version.metafile())
                    && !version.parents().isEmpty();
            for (var parent : version.parents()) begun &= !ids.containsKey(name(parent, version.metafile()));
            if (begun) beginnings.add(version);
        }
        return beginnings;
    }

    private void addNameBefore(Version begun) throws IOException {
        String metafile = begun.metafile();
        String kind = metafile.endsWith(".dvc") ? "*.dvc" : "*" + metafile.substring(metafile.lastIndexOf('/') + 1);
        String parent = begun.parents().get(0);
        var args = List.of(
                "diff-tree",
                "-r",
                "-z",
                "-M",
                "-l1000",
                "--diff-filter=R",
                "--name-status",
                parent,
                begun.commit(),
                "--",
                ":(top)" + kind);
        // R090 NUL old NUL new NUL
        var fields =
                GitExec.checked(git.read(args, new byte[0]), "git diff-tree").names();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            String old = place.toProject(fields.get(i + 1));
            if (place.toProject(fields.get(i + 2)).equals(metafile) && !old.startsWith("../"))
                names.add(new Name(parent, old));
        }
    }
}
