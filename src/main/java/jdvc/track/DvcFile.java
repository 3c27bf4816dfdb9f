package jdvc.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.BadTreeException;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Stage.Problem;
import jdvc.track.Yaml.Limits;
import org.jspecify.annotations.Nullable;

/** The bytes of .dvc files, as DVC writes them; docs/format.md#dvc-file. */
public final class DvcFile {

    /** What an output's entry says of its content. */
    private static final Set<String> CONTENT = Set.of("md5", "size", "nfiles", "hash");

    /** What an entry may say as well as leave out. */
    private static final Map<String, Object> DEFAULTS = Map.of("cache", true, "push", true, "persist", false);

    private DvcFile() {}

    /**
     * Returns what a .dvc file says.
     *
     * @throws JdvcException of kind BADMETA, naming file, line and column, if it is empty, not YAML or has unknown keys
     */
    public static Stage parse(RelPath location, byte[] content) {
        return stage(location, load(location, content));
    }

    private static Mapping load(RelPath location, byte[] content) {
        var document = Yaml.read(location, content, Limits.DVC_FILE);
        new Schema(document.file()).dvcFile(document.root());
        return document.root();
    }

    private static Stage stage(RelPath location, Mapping root) {
        var place = placeOf(location, root);
        var outs = new ArrayList<Out>();
        var problems = new ArrayList<Problem>();
        for (var entry : entries(root, "outs")) read(entry, place, outs, problems);
        var deps = new ArrayList<Dep>();
        for (var entry : entries(root, "deps")) deps.add(DepYaml.read(entry, place));
        var md5 = OutYaml.text(root, "md5");
        var facts = new Stage.Facts(
                OutYaml.flag(root, "frozen", false) || OutYaml.flag(root, "locked", false),
                OutYaml.flag(root, "always_changed", false),
                md5.isEmpty() ? Optional.empty() : Optional.of(md5),
                Optional.empty(),
                problems);
        return new Stage(location, Optional.empty(), outs, deps, facts);
    }

    private static Place placeOf(RelPath location, Mapping root) {
        var wdir = OutYaml.text(root, "wdir");
        return Place.of(location, wdir.isEmpty() ? "." : wdir);
    }

    private static List<Mapping> entries(Mapping root, String key) {
        var entries = new ArrayList<Mapping>();
        if (!(root.get(key) instanceof Sequence list)) return entries;
        for (var item : list.items) entries.add((Mapping) Node.resolve(item)); // the schema saw to it
        return entries;
    }

    private static void read(Mapping entry, Place place, List<Out> outs, List<Problem> problems) {
        var path = OutYaml.text(entry, "path");
        var objection = place.objection(path).or(() -> OutYaml.badHash(entry));
        try {
            var hash = OutYaml.hash(entry);
            var resolved = place.resolve(path);
            if (objection.isEmpty() && resolved.isPresent()) {
                outs.add(new Out(resolved.get(), hash, OutYaml.meta(entry), OutYaml.flags(entry)));
            } else {
                problems.add(problem(place, path, objection.orElse("is no safe path"), hash.id()));
            }
        } catch (BadTreeException e) {
            problems.add(problem(place, path, "lists its files wrongly: " + e.getMessage(), Optional.empty()));
        }
    }

    private static Problem problem(Place place, String path, String reason, Optional<ObjectId> id) {
        return new Problem(place.metafile(), path, reason, id, Place.isUrl(path));
    }

    /** Returns the bytes of a new file. */
    public static byte[] create(RelPath location, Out... outs) {
        var place = Place.of(location, ".");
        var list = new Sequence(false, 0, 0);
        for (var out : outs) list.items.add(OutYaml.write(out, place.relative(out.path()), new Mapping(false, 0, 0)));
        var root = new Mapping(false, 0, 0);
        root.put("outs", list);
        return checked(location, root, Limits.DVC_FILE);
    }

    /**
     * Returns a file's bytes after its entry for {@code changed.path()} got the hash, sizes and flags of {@code changed};
     * comments, order, and what jdvc does not know stay. A file that names no outputs gets this one.
     *
     * @throws JdvcException of kind BADMETA if it cannot be read, or not written again without losing something; of kind
     *     CONFLICT if it has no such entry
     */
    public static byte[] update(RelPath location, byte[] old, Out changed) {
        var root = load(location, old);
        if (entries(root, "outs").isEmpty() && entries(root, "deps").isEmpty()) return create(location, changed);
        var stage = stage(location, root);
        var before = stage.outs().stream()
                .filter(out -> out.path().equals(changed.path()))
                .findFirst();
        if (before.isEmpty()) {
            throw JdvcException.of(Kind.CONFLICT, "'%s' has no output '%s' any more", location, changed.path());
        }
        requireRewritable(location, root);
        if (before.get().unsupported().isPresent() && !before.get().id().equals(changed.id())) {
            throw notRewritable(
                    location,
                    "'" + changed.path() + "' " + before.get().unsupported().get());
        }
        Merge.into(root, state(location, root, Optional.of(changed)));
        return checked(location, root, Limits.DVC_FILE);
    }

    /** Tells whether the only outputs of two files are to be treated alike: all but their content is the same. */
    public static boolean sameOptions(RelPath location, byte[] one, byte[] other) {
        return options(location, one).equals(options(location, other));
    }

    private static Map<String, @Nullable Object> options(RelPath location, byte[] content) {
        var options = new HashMap<>(
                Values.ofMapping(entries(load(location, content), "outs").get(0)));
        options.keySet().removeAll(CONTENT);
        DEFAULTS.forEach(options::remove);
        return options;
    }

    /**
     * Which hash of its definition an import gets: none unless something was taken.
     *
     * @param of the output that counts for it
     * @param kept the one that stays
     */
    public record Digest(Optional<Out> of, Optional<String> kept) {

        public static final Digest NONE = new Digest(Optional.empty(), Optional.empty());

        public static Digest of(Out out) {
            return new Digest(Optional.of(out), Optional.empty());
        }
    }

    /**
     * Returns the bytes of a file whose one output came from elsewhere.
     *
     * @param old what it said before; its comments, order and remarks stay
     * @param digest the hash of its definition
     */
    public static byte[] imported(RelPath location, Optional<byte[]> old, Dep dep, Out out, Digest digest) {
        var root = old.isPresent() ? load(location, old.get()) : new Mapping(false, 0, 0);
        requireRewritable(location, root);
        var place = Place.of(location, ".");
        var before = entries(root, "outs");
        var entry = before.size() == 1 ? before.get(0) : new Mapping(false, 0, 0);
        var outs = new Sequence(false, 0, 0);
        outs.items.add(OutYaml.write(out, place.relative(out.path()), out.id().isEmpty() ? annotations(entry) : entry));
        var deps = new Sequence(false, 0, 0);
        deps.items.add(DepYaml.write(dep));
        var definition = new Mapping(false, 0, 0);
        definition.put("deps", deps);
        var state = new Mapping(false, 0, 0);
        carry(state, root, "desc");
        digest.of().ifPresent(of -> {
            var seen = new Sequence(false, 0, 0);
            seen.items.add(OutYaml.write(of, place.relative(of.path()), entry));
            definition.put("outs", seen);
            state.put("md5", Scalar.text(StageDigest.of(location, definition)));
        });
        digest.kept().ifPresent(md5 -> state.put("md5", Scalar.text(md5)));
        state.put("frozen", Scalar.plain("true"));
        state.put("deps", deps);
        state.put("outs", outs);
        carry(state, root, "meta");
        if (old.isEmpty()) return checked(location, state, Limits.DVC_FILE);
        Merge.into(root, state);
        return checked(location, root, Limits.DVC_FILE);
    }

    /** Of an output whose content is not known any more only what the user said of it stays. */
    private static Mapping annotations(Mapping entry) {
        var left = new Mapping(false, 0, 0);
        if (entry.entries.isEmpty()) return left;
        left.put("hash", Scalar.text("md5"));
        for (var key : List.of("desc", "type", "labels", "meta")) carry(left, entry, key);
        return left;
    }

    /** Returns the hash that the stage's definition should have; absent if it came from nowhere. */
    public static Optional<String> definition(RelPath location, byte[] content) {
        var root = load(location, content);
        if (entries(root, "deps").isEmpty()) return Optional.empty();
        var state = state(location, root, Optional.empty());
        return Optional.of(StageDigest.of(location, state));
    }

    /** Returns a file's bytes after its stage was frozen or set free. */
    public static byte[] frozen(RelPath location, byte[] old, boolean frozen) {
        var root = load(location, old);
        requireRewritable(location, root);
        var state = state(location, root, Optional.empty());
        state.entries.remove("frozen");
        if (frozen) state.put("frozen", Scalar.plain("true"));
        carry(state, root, "md5"); // a definition is the same, frozen or not
        Merge.into(root, state);
        return checked(location, root, Limits.DVC_FILE);
    }

    /**
     * Returns a file's bytes after its only output got another path: those of a new file, without the old one's comments,
     * if the file moves too.
     */
    public static byte[] moved(RelPath from, byte[] old, RelPath to, RelPath path) {
        var root = load(from, old);
        requireRewritable(from, root);
        var state = state(from, root, Optional.empty());
        var place = from.equals(to) ? placeOf(from, root) : Place.of(to, ".");
        rename(state, place.relative(path));
        if (state.get("deps") != null) {
            if (!from.equals(to)) rebase(state, placeOf(from, root), place);
            state.put("md5", Scalar.text(StageDigest.of(to, state)));
        }
        if (from.equals(to)) {
            Merge.into(root, state);
            return checked(to, root, Limits.DVC_FILE);
        }
        state.entries.remove("wdir");
        return checked(to, state, Limits.DVC_FILE);
    }

    private static void rename(Mapping state, String path) {
        for (var entry : entries(state, "outs")) entry.put("path", Scalar.text(path));
    }

    /** Paths of dependencies are relative to the file that names them. */
    private static void rebase(Mapping state, Place from, Place to) {
        for (var entry : entries(state, "deps")) {
            var path = OutYaml.text(entry, "path");
            if (entry.get("repo") != null || entry.get("db") != null || Place.isUrl(path) || path.startsWith("/"))
                continue;
            var target = Paths.resolve(from.directory(), path);
            entry.put("path", Scalar.text(Paths.relative(target, to.directory())));
        }
    }

    /** Merge keys would have to be taken apart: what DVC makes of them depends on what changed. */
    private static void requireRewritable(RelPath location, Mapping root) {
        for (var entry : entries(root, "outs")) {
            if (entry.entries.containsKey("<<")) throw notRewritable(location, "an output merges another one ('<<')");
        }
    }

    private static JdvcException notRewritable(RelPath location, String reason) {
        return JdvcException.of(Kind.BADMETA, "'%s' cannot be rewritten: %s", location, reason)
                .hint("edit '%s' by hand", location);
    }

    /** Returns what the file shall say, in the order of a new one. */
    private static Mapping state(RelPath location, Mapping root, Optional<Out> changed) {
        var place = placeOf(location, root);
        var state = new Mapping(false, 0, 0);
        carry(state, root, "desc");
        carry(state, root, "md5");
        var home = Paths.parent(location.toString());
        var wdir = Paths.relative(place.directory(), home);
        if (!wdir.equals(".")) state.put("wdir", Scalar.text(wdir));
        boolean frozen = OutYaml.flag(root, "frozen", false) || OutYaml.flag(root, "locked", false);
        if (frozen) state.put("frozen", Scalar.plain("true"));
        carry(state, root, "deps");
        state.put("outs", outs(root, place, changed));
        carry(state, root, "always_changed");
        carry(state, root, "meta");
        if (state.get("deps") != null) state.put("md5", Scalar.text(StageDigest.of(location, state)));
        return state;
    }

    private static void carry(Mapping state, Mapping root, String key) {
        var place = root.entries.get(key);
        if (place != null && OutYaml.isTruthy(place.value)) state.put(key, place.value);
    }

    private static Sequence outs(Mapping root, Place place, Optional<Out> changed) {
        var list = new Sequence(false, 0, 0);
        for (var entry : entries(root, "outs")) list.items.add(out(entry, place, changed));
        return list;
    }

    private static Mapping out(Mapping entry, Place place, Optional<Out> changed) {
        var found = new ArrayList<Out>();
        read(entry, place, found, new ArrayList<>());
        if (found.isEmpty()) return entry; // nothing to act on; it stays as it is
        var out = changed.filter(c -> c.path().equals(found.get(0).path())).orElse(found.get(0));
        boolean keeps = out.listing().isEmpty()
                && entry.get("files") != null
                && out.id().equals(found.get(0).id());
        return OutYaml.write(keeps ? found.get(0) : out, place.relative(out.path()), entry);
    }

    /** Returns the document's bytes if they say what it says (safety 9.6). */
    static byte[] checked(RelPath location, Mapping root, Limits limits) {
        var bytes = YamlWriter.write(root);
        if (!readsAs(root, location, bytes, limits)) throw notRewritable(location, "it would not read back the same");
        return bytes;
    }

    private static boolean readsAs(Mapping root, RelPath location, byte[] bytes, Limits limits) {
        try {
            return Values.sameDocument(root, Yaml.read(location, bytes, limits).root());
        } catch (JdvcException e) {
            return false; // whatever it is, the file as it was is better
        }
    }
}
