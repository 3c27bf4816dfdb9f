package jdvc.object;

/** A path from a tree or a metafile that must not be acted on. */
public final class UnsafePathException extends Exception {

    UnsafePathException(String path, String reason) {
        super("path '" + path + "' " + reason);
    }
}
