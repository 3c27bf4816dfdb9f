package jdvc.track;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Node.Style;
import jdvc.track.Out.Flags;
import jdvc.track.Out.Hash;
import jdvc.track.Out.Kind;
import jdvc.track.Out.Meta;
import org.jspecify.annotations.Nullable;

/** An output's entry in a metafile, docs/format.md#out. */
final class OutYaml {

    /** Keys whose values jdvc carries along and never interprets. */
    private static final List<String> ANNOTATIONS = List.of("desc", "type", "labels", "meta");

    private static final List<String> CLOUD_KEYS = List.of("version_id", "etag", "checksum");

    /** What an out of a .dvc file may say; the last three come from DVC 0.x to 2.x and go when the file is rewritten. */
    static final Set<String> KEYS = Set.of(
            "path",
            "md5",
            "etag",
            "checksum",
            "hash",
            "size",
            "nfiles",
            "isexec",
            "version_id",
            "cloud",
            "files",
            "cache",
            "persist",
            "remote",
            "push",
            "desc",
            "type",
            "labels",
            "meta",
            "fs_config",
            "metric",
            "plot",
            "tags");

    private OutYaml() {}

    /** Returns the recorded content of an out or a dep; {@code hash: md5} alone tells the layouts apart. */
    static Hash hash(Mapping entry) throws BadTreeException {
        var md5 = text(entry, "md5");
        var algorithm = text(entry, "hash");
        var layout = algorithm.isEmpty() && !md5.isEmpty() ? Layout.LEGACY : Layout.V3;
        var unsupported = unsupported(entry);
        if (!algorithm.isEmpty() && !algorithm.equals("md5")) {
            unsupported = Optional.of("is hashed with '" + algorithm + "', which jdvc does not know");
        }
        if (entry.get("files") instanceof Sequence files && !files.items.isEmpty()) {
            var listing = FilesYaml.read(files, algorithm.isEmpty() ? Layout.LEGACY : Layout.V3);
            return new Hash(Optional.of(listing.id()), listing.layout(), Optional.of(listing), unsupported);
        }
        var id = ObjectId.parse(md5, layout);
        return new Hash(id, layout, Optional.empty(), unsupported);
    }

    private static Optional<String> unsupported(Mapping entry) {
        boolean versioned = isVersioned(entry);
        if (!versioned && entry.get("files") instanceof Sequence files) {
            for (var file : files.items) {
                if (!(Node.resolve(file) instanceof Mapping mapping)) continue;
                versioned |= isVersioned(mapping);
            }
        }
        if (versioned) return Optional.of("is versioned by its cloud storage, which jdvc leaves to DVC");
        boolean external =
                !text(entry, "etag").isEmpty() || !text(entry, "checksum").isEmpty();
        return external ? Optional.of("has no MD5 but a hash of its storage") : Optional.empty();
    }

    private static boolean isVersioned(Mapping entry) {
        return entry.get("cloud") != null || entry.get("version_id") != null;
    }

    /** Returns what is wrong with the hash that an entry records; absent if nothing is. */
    static Optional<String> badHash(Mapping entry) {
        var md5 = text(entry, "md5");
        if (md5.isEmpty() || ObjectId.parse(md5, Layout.V3).isPresent()) return Optional.empty();
        return Optional.of("has a hash that is no MD5: " + md5);
    }

    static Meta meta(Mapping entry) {
        return new Meta(number(entry, "size"), number(entry, "nfiles"), flag(entry, "isexec", false));
    }

    static Flags flags(Mapping entry) {
        var remote = text(entry, "remote");
        return new Flags(
                flag(entry, "cache", true),
                flag(entry, "push", true),
                flag(entry, "persist", false),
                remote.isEmpty() ? Optional.empty() : Optional.of(remote),
                isSet(entry, "metric") ? Kind.METRIC : isSet(entry, "plot") ? Kind.PLOT : Kind.PLAIN);
    }

    private static boolean isSet(Mapping entry, String key) {
        var node = entry.get(key);
        return node != null && !(node instanceof Scalar && !flag(entry, key, false));
    }

    /** Returns a scalar's text, empty if there is none or it is null. */
    static String text(Mapping entry, String key) {
        return entry.get(key) instanceof Scalar scalar && !scalar.isNull() ? scalar.value : "";
    }

    static boolean flag(Mapping entry, String key, boolean otherwise) {
        if (!(entry.get(key) instanceof Scalar scalar) || scalar.style != Style.PLAIN) return otherwise;
        return Scalars.valueOf(scalar.value) instanceof Boolean value ? value : otherwise;
    }

    private static OptionalLong number(Mapping entry, String key) {
        if (!(entry.get(key) instanceof Scalar scalar)) return OptionalLong.empty();
        long number = Scalars.valueOf(scalar.value) instanceof Long value ? value : -1;
        return number >= 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Returns the entry of a .dvc file: {@code md5, size, nfiles, isexec, hash, path, …}, with what {@code old} says besides. */
    static Mapping write(Out out, String path, Mapping old) {
        var entry = new Mapping(false, 0, 0);
        boolean listed = out.listing().isPresent();
        if (!listed) content(entry, out, old);
        if (!isLegacy(out, old)) entry.put("hash", Scalar.text("md5"));
        entry.put("path", Scalar.text(path));
        carry(entry, old, "fs_config");
        for (var key : ANNOTATIONS) carry(entry, old, key);
        flags(entry, out.flags());
        if (listed) entry.put("files", FilesYaml.write(out.listing().get(), old.get("files")));
        return entry;
    }

    /** Returns the entry of a dvc.lock: {@code path, hash, md5, size, nfiles, isexec}. */
    static Mapping writeLocked(Out out, String path) {
        var entry = new Mapping(false, 0, 0);
        entry.put("path", Scalar.text(path));
        if (out.layout() == Layout.V3) entry.put("hash", Scalar.text("md5"));
        if (out.listing().isPresent())
            entry.put("files", FilesYaml.write(out.listing().get(), null));
        else content(entry, out, new Mapping(false, 0, 0));
        return entry;
    }

    private static void content(Mapping entry, Out out, Mapping old) {
        if (out.id().isPresent()) entry.put("md5", Scalar.text(out.id().get().toString()));
        else if (isLegacy(out, old)) entry.put("md5", Scalar.plain(""));
        out.size().ifPresent(size -> entry.put("size", Scalar.plain(Long.toString(size))));
        out.files().ifPresent(files -> entry.put("nfiles", Scalar.plain(Long.toString(files))));
        if (out.executable()) entry.put("isexec", Scalar.plain("true"));
        for (var key : CLOUD_KEYS) carry(entry, old, key);
        carry(entry, old, "cloud");
    }

    /** Tells whether no {@code hash: md5} belongs in the entry; DVC adds none to one that never had a hash. */
    private static boolean isLegacy(Out out, Mapping old) {
        if (out.id().isPresent()) return out.layout() == Layout.LEGACY;
        return !old.entries.isEmpty() && !old.entries.containsKey("hash");
    }

    private static void carry(Mapping entry, Mapping old, String key) {
        var place = old.entries.get(key);
        if (place != null && isTruthy(place.value)) entry.put(key, place.value);
    }

    private static void flags(Mapping entry, Flags flags) {
        if (!flags.cached()) entry.put("cache", Scalar.plain("false"));
        if (flags.persist()) entry.put("persist", Scalar.plain("true"));
        flags.remote().ifPresent(remote -> entry.put("remote", Scalar.text(remote)));
        if (!flags.pushed()) entry.put("push", Scalar.plain("false"));
    }

    /** Tells whether Python takes a value for true: DVC drops keys with others. */
    static boolean isTruthy(@Nullable Node any) {
        if (any == null) return false;
        var node = Node.resolve(any);
        if (node instanceof Mapping mapping) return !mapping.entries.isEmpty();
        if (node instanceof Sequence sequence) return !sequence.items.isEmpty();
        var value = Values.of(node);
        if (value instanceof Number number) return number.doubleValue() != 0;
        return value instanceof String text ? !text.isEmpty() : Boolean.TRUE.equals(value);
    }
}
