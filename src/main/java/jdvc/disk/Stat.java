package jdvc.disk;

/**
 * What a file system says about a name.
 *
 * @param type what it is
 * @param size bytes
 * @param inode the file's number in its file system
 * @param mtime last change of the content, nanoseconds since 1970
 * @param ctime last change of content or attributes, nanoseconds since 1970
 * @param mode permission bits, the lower twelve
 * @param links how many names the file has
 * @param uid the owner
 */
public record Stat(Type type, long size, long inode, long mtime, long ctime, int mode, int links, int uid) {

    /** What a name stands for. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        /** A pipe, socket or device. */
        OTHER
    }

    public boolean isFile() {
        return type == Type.FILE;
    }

    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    public boolean isLink() {
        return type == Type.LINK;
    }

    /** Tells whether any of the three execute bits is set. */
    public boolean isExecutable() {
        return (mode & 0111) != 0;
    }

    /** Tells whether size, times and inode are the same: the content was not touched, as far as a stat can tell. */
    public boolean sameAs(Stat other) {
        return size == other.size && mtime == other.mtime && ctime == other.ctime && inode == other.inode;
    }
}
