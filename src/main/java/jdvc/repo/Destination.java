package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.disk.Stat;

/**
 * Where what is taken from elsewhere goes.
 *
 * @param out as typed; absent for the source's own name here
 * @param force what is there may be replaced
 */
public record Destination(Optional<String> out, boolean force) {

    /**
     * Returns the path, as typed: a directory that exists takes the source in.
     *
     * @param source a path or URL, whose last name counts
     * @throws JdvcException of kind USER if something is there and must stay
     */
    String of(Call call, String source) throws IOException {
        var name = name(source);
        var path = out.isEmpty()
                ? name
                : isDirectory(call, out.get()) ? Path.of(out.get(), name).toString() : out.get();
        if (!force && call.disk().stat(call.env().cwd().resolve(path)).isPresent()) {
            throw JdvcException.user("The file '%s' already exists locally.", path)
                    .hint("to override it, run it again with `--force`");
        }
        return path;
    }

    private static boolean isDirectory(Call call, String path) throws IOException {
        return call.disk()
                .statTarget(call.env().cwd().resolve(path))
                .map(Stat::isDirectory)
                .orElse(false);
    }

    /** Returns the last name of a path or URL: of {@code s3://bucket/raw/f/?x} it is {@code f}. */
    static String name(String source) {
        int authority = source.indexOf("://");
        var path = authority < 0 ? source : source.substring(authority + 3);
        if (authority >= 0) {
            int slash = path.indexOf('/');
            path = cut(slash < 0 ? "" : path.substring(slash), '?');
        }
        var normal = Path.of("/").resolve("./" + path).normalize().getFileName();
        return normal == null ? "." : normal.toString();
    }

    private static String cut(String text, char at) {
        int end = text.indexOf(at);
        return end < 0 ? text : text.substring(0, end);
    }
}
