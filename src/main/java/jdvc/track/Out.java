package jdvc.track;

import java.util.Optional;
import java.util.OptionalLong;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;

/**
 * One tracked path and what its metafile records of it. The path is resolved and safe to act on: an entry that is not
 * becomes a {@link Stage.Problem} instead.
 *
 * @param path from the repository's root
 */
public record Out(RelPath path, Hash hash, Meta meta, Flags flags) {

    /** What an output is for; only plain ones come from .dvc files. */
    public enum Kind {
        PLAIN,
        METRIC,
        PLOT
    }

    /**
     * The recorded content.
     *
     * @param id absent if nothing was saved yet
     * @param layout where the objects lie; of an output without an id: where they would go
     * @param listing the entries, if the metafile has them itself ({@code files:}) instead of a tree's id
     * @param unsupported why jdvc must leave the content alone, such as cloud versioning
     */
    public record Hash(Optional<ObjectId> id, Layout layout, Optional<Tree> listing, Optional<String> unsupported) {

        /** Nothing saved yet, DVC 3's layout. */
        public static final Hash NONE = new Hash(Optional.empty(), Layout.V3, Optional.empty(), Optional.empty());

        /** Returns the record of an object. */
        public static Hash of(ObjectId id) {
            return new Hash(Optional.of(id), id.layout(), Optional.empty(), Optional.empty());
        }

        /** Returns the record of a tree that the metafile lists itself. */
        public static Hash of(Tree listing) {
            return new Hash(Optional.of(listing.id()), listing.layout(), Optional.of(listing), Optional.empty());
        }
    }

    /**
     * What is recorded beside the content; advisory, older metafiles lack it.
     *
     * @param size bytes; of a directory, of all its files
     * @param files of a directory
     * @param executable of a file
     */
    public record Meta(OptionalLong size, OptionalLong files, boolean executable) {

        /** Nothing known. */
        public static final Meta NONE = new Meta(OptionalLong.empty(), OptionalLong.empty(), false);

        /** Returns what is recorded of a file. */
        public static Meta ofFile(long size, boolean executable) {
            return new Meta(OptionalLong.of(size), OptionalLong.empty(), executable);
        }

        /** Returns what is recorded of a directory. */
        public static Meta ofTree(long size, long files) {
            return new Meta(OptionalLong.of(size), OptionalLong.of(files), false);
        }
    }

    /**
     * What the user wants done with it.
     *
     * @param cached false: neither cached, pushed, checked out nor ignored by Git
     * @param pushed false: push leaves it out
     * @param persist kept between runs of its stage
     * @param remote the only remote for it
     */
    public record Flags(boolean cached, boolean pushed, boolean persist, Optional<String> remote, Kind kind) {

        /** The flags of an output that says nothing about them. */
        public static final Flags DEFAULT = new Flags(true, true, false, Optional.empty(), Kind.PLAIN);
    }

    /** Returns an output of which nothing is saved yet, in DVC 3's layout. */
    public static Out of(RelPath path) {
        return new Out(path, Hash.NONE, Meta.NONE, Flags.DEFAULT);
    }

    /** Returns this output with other content. */
    public Out with(Hash newHash, Meta newMeta) {
        return new Out(path, newHash, newMeta, flags);
    }

    /** Returns this output with other flags. */
    public Out with(Flags newFlags) {
        return new Out(path, hash, meta, newFlags);
    }

    /** Returns this output at another path. */
    public Out at(RelPath newPath) {
        return new Out(newPath, hash, meta, flags);
    }

    /** Returns the recorded object; absent if nothing was saved yet. */
    public Optional<ObjectId> id() {
        return hash.id();
    }

    public Layout layout() {
        return hash.layout();
    }

    /** Returns the entries if the metafile lists them itself. */
    public Optional<Tree> listing() {
        return hash.listing();
    }

    /** Returns why jdvc must leave the content alone; absent if it need not. */
    public Optional<String> unsupported() {
        return hash.unsupported();
    }

    /** Returns the recorded size in bytes; absent in old metafiles. */
    public OptionalLong size() {
        return meta.size();
    }

    /** Returns the recorded number of files; absent for a file, and in old metafiles. */
    public OptionalLong files() {
        return meta.files();
    }

    public boolean executable() {
        return meta.executable();
    }

    public boolean cached() {
        return flags.cached();
    }

    public boolean pushed() {
        return flags.pushed();
    }

    public boolean persist() {
        return flags.persist();
    }

    public Optional<String> remote() {
        return flags.remote();
    }

    public Kind kind() {
        return flags.kind();
    }
}
