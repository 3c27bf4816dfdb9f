package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Stat;

/**
 * Copies a file or directory from a URL. No project is needed here.
 *
 * @param jobs downloads at a time
 */
public record GetUrl(FromUrl from, Destination to, OptionalInt jobs) {

    /** The answer: the path that was written, as typed, and how many files are in it. */
    public record Report(String out, int files) {}

    /** @throws JdvcException of kind UNSAFEPATH, before anything is written, if a name there leads out of the directory */
    public Report run(Call call, Progress progress) throws IOException, InterruptedException {
        var out = to.of(call, from.url());
        try (var files = UrlFiles.open(call, from, progress)) {
            var found = files.find(UrlFiles.DEEP);
            var target = call.env().cwd().resolve(out).normalize();
            boolean there =
                    call.disk().statTarget(target).map(Stat::isDirectory).orElse(false);
            if (there && !found.isDirectory()) throw JdvcException.user("'%s' is a directory, and not a file", out);
            var names = new ArrayList<String>();
            long bytes = collect(found, "", names);
            Space.requireAt(call.disk(), target, bytes);
            try (var unpacking = new Unpacking(call.disk(), target)) {
                copy(files, names, unpacking, progress);
                unpacking.finish(found.isDirectory());
            }
            return new Report(out, names.size());
        }
    }

    private static long collect(UrlFiles.Node node, String path, List<String> names) {
        if (!node.isDirectory()) {
            if (!path.isEmpty()) Add.parse(path);
            names.add(path);
            return node.size().orElse(0L);
        }
        long bytes = 0;
        for (var each : node.children().entrySet()) {
            if (each.getKey().isEmpty()) {
                throw JdvcException.of(Kind.UNSAFEPATH, "a key below '%s/' has an empty name in it", path);
            }
            bytes += collect(each.getValue(), path.isEmpty() ? each.getKey() : path + "/" + each.getKey(), names);
        }
        return bytes;
    }

    private void copy(UrlFiles files, List<String> names, Unpacking unpacking, Progress progress)
            throws IOException, InterruptedException {
        if (names.isEmpty()) return;
        int count = names.size();
        try (var task = progress.start("Downloading", count, 0);
                var workers = new Workers("get", Math.min(count, jobs.orElse(Get.DEFAULT_JOBS)))) {
            workers.forEach(names, name -> unpacking.add(name, files.content(name), Optional.empty(), task));
        }
    }
}
