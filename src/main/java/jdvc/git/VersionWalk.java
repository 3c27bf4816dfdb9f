package jdvc.git;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the commits that changed a metafile. Git's own {@code --follow} would take a similar file that exists beside it for
 * its past and look at one side of a merge; so each name's history is one {@code git log}, and where it begins, what was
 * renamed to it is looked for.
 */
final class VersionWalk {

    private static final int MAX_NAMES = 100;
    private static final String NONE = "0".repeat(40);
    private static final int FIELDS = 6;
    // commit, parents, author, date (1700000000 +0100), tags (tag: v1, tag: v2), subject
    private static final String FORMAT = "--format=%H%x00%P%x00%an%x00%ad%x00%D%x00%s";

    private final GitExec git;
    private final Place place;
    private final ObjectReader objects;
    private final List<String> others;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Set<Name> seen = new HashSet<>();
    private final Deque<Name> names = new ArrayDeque<>();

    VersionWalk(GitExec git, Place place, ObjectReader objects, List<String> others) {
        this.git = git;
        this.place = place;
        this.objects = objects;
        this.others = others;
    }

    /** A name of the metafile, and the commit from which on, backwards, it had it. */
    private record Name(String commit, String metafile) {}

    List<Version> from(String commit, String metafile) throws IOException {
        add(new Name(commit, metafile));
        while (!names.isEmpty()) follow(names.remove());
        return seen.size() == 1 ? List.copyOf(versions.values()) : ordered(commit);
    }

    private void add(Name name) {
        if (seen.size() < MAX_NAMES && seen.add(name)) names.add(name);
    }

    /** Returns the versions of several names in one order, children before parents. */
    private List<Version> ordered(String from) throws IOException {
        var ordered = new ArrayList<Version>(versions.size());
        var commits = git.read("rev-list", "--date-order", from);
        for (var commit : History.lines(GitExec.checked(commits, "git rev-list").output())) {
            var version = versions.get(commit);
            if (version != null) ordered.add(version);
        }
        return ordered;
    }

    private void follow(Name name) throws IOException {
        var fields = log(name);
        var changed = new ArrayList<Version>();
        var ids = new HashMap<String, String>();
        for (int i = 0; i + FIELDS <= fields.size(); ) {
            var version = version(fields.subList(i, i + FIELDS), name.metafile);
            changed.add(version);
            i += FIELDS;
            if (i == fields.size() || !fields.get(i).startsWith("\n:")) continue;
            putChange(ids, version, fields.get(i));
            i += 2;
        }
        ask(changed, ids);
        for (var version : changed) {
            var before = isBeginning(version, ids) ? addNameBefore(version) : before(version, ids);
            if (!isMergeOf(version, ids)) keep(version.with(files(version, ids), before));
        }
    }

    /** {@code LF :MODE MODE ID ID STATUS}, the path follows: what a commit with one parent or none changed. */
    private void putChange(Map<String, String> ids, Version version, String raw) {
        var words = raw.split(" ");
        String metafile = version.metafile();
        for (var parent : version.parents()) ids.put(name(parent, metafile), words[2]);
        ids.put(name(version.commit(), metafile), words[3]);
    }

    /** A commit may remove one name of the metafile and bring another. */
    private void keep(Version version) {
        var other = versions.get(version.commit());
        if (other == null || !other.files().containsKey(other.metafile())) versions.put(version.commit(), version);
    }

    private List<String> log(Name name) throws IOException {
        var args = List.of(
                "log",
                "-z",
                "--full-history",
                "--no-renames",
                "--raw",
                "--no-abbrev",
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

    private static Version version(List<String> fields, String metafile) {
        return new Version(
                fields.get(0),
                words(fields.get(1), " "),
                fields.get(2),
                date(fields.get(3)),
                fields.get(5),
                tags(fields.get(4)),
                metafile,
                Map.of(),
                Set.of());
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

    /** Asks for the ids that the log did not tell: of other files, and of the metafile where commits merge. */
    private void ask(List<Version> changed, Map<String, String> ids) throws IOException {
        var wanted = new ArrayList<String>();
        for (var version : changed) {
            for (var path : others) wanted.add(name(version.commit(), path));
            if (ids.containsKey(name(version.commit(), version.metafile()))) continue;
            wanted.add(name(version.commit(), version.metafile()));
            for (var parent : version.parents()) wanted.add(name(parent, version.metafile()));
        }
        wanted.removeIf(name -> name.indexOf('\n') >= 0); // the protocol of cat-file is made of lines
        objects.headers(wanted, (name, header, content) -> {
            if (header != null && header.type().equals("blob")) ids.put(name, header.id());
        });
        ids.values().removeIf(id -> id.startsWith(NONE)); // the log's way to say that there is none
    }

    private String name(String commit, String path) {
        return commit + ":" + place.toTop(path);
    }

    private Map<String, String> files(Version version, Map<String, String> ids) {
        var files = new HashMap<String, String>();
        for (var path : others) putFile(files, version, path, ids);
        putFile(files, version, version.metafile(), ids);
        return files;
    }

    private void putFile(Map<String, String> files, Version version, String path, Map<String, String> ids) {
        var id = ids.get(name(version.commit(), path));
        if (id != null) files.put(path, id);
    }

    private Set<String> before(Version version, Map<String, String> ids) {
        var before = new HashSet<String>();
        for (var parent : version.parents()) {
            var id = ids.get(name(parent, version.metafile()));
            if (id != null) before.add(id);
        }
        return before;
    }

    /** Tells whether a commit merges and took the metafile as one of its parents has it: nothing new. */
    private boolean isMergeOf(Version version, Map<String, String> ids) {
        if (version.parents().size() < 2) return false;
        var id = ids.get(name(version.commit(), version.metafile()));
        for (var parent : version.parents()) {
            if (Objects.equals(id, ids.get(name(parent, version.metafile())))) return true;
        }
        return false;
    }

    /** Tells whether a commit has the metafile while none of its parents has. */
    private boolean isBeginning(Version version, Map<String, String> ids) {
        if (!ids.containsKey(name(version.commit(), version.metafile()))) return false;
        for (var parent : version.parents()) {
            if (ids.containsKey(name(parent, version.metafile()))) return false;
        }
        return !version.parents().isEmpty();
    }

    /** Follows what was renamed to the metafile, and returns the id of its content. */
    private Set<String> addNameBefore(Version begun) throws IOException {
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
                "--raw",
                "--no-abbrev",
                parent,
                begun.commit(),
                "--",
                ":(top)" + kind);
        // :MODE MODE ID ID R090 NUL old NUL new NUL
        var fields =
                GitExec.checked(git.read(args, new byte[0]), "git diff-tree").names();
        var before = new HashSet<String>();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            String old = place.toProject(fields.get(i + 1));
            if (!place.toProject(fields.get(i + 2)).equals(metafile) || old.startsWith("../")) continue;
            add(new Name(parent, old));
            before.add(fields.get(i).split(" ")[2]);
        }
        return before;
    }
}
