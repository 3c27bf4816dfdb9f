package jdvc.object;

/** How an object was hashed and where it lies in a store; the two never stand in for each other. */
public enum Layout {
    /** DVC 3: plain MD5, below {@code files/md5/}. Written as {@code hash: md5} in metafiles. */
    V3("files/md5/"),
    /** DVC 2: MD5 with CR LF folded in text ({@code md5-dos2unix}), directly below the store's root. */
    LEGACY("");

    private final String prefix;

    Layout(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the path below a store's root: empty, or ending in a slash. */
    public String prefix() {
        return prefix;
    }
}
