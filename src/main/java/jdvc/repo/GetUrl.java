package jdvc.repo;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
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
            var wanted = UrlFiles.files(found);
            Space.requireAt(call.disk(), target, UrlFiles.bytes(wanted));
            try (var unpacking = new Unpacking(call.disk(), target)) {
                copy(files, wanted, unpacking, progress);
                unpacking.finish(found.isDirectory());
            }
            return new Report(out, wanted.size());
        }
    }

    private void copy(UrlFiles files, Map<String, UrlFiles.Node> wanted, Unpacking unpacking, Progress progress)
            throws IOException, InterruptedException {
        if (wanted.isEmpty()) return;
        int count = wanted.size();
        try (var task = progress.start("Downloading", count, 0);
                var workers = new Workers("get", Math.min(count, jobs.orElse(Get.DEFAULT_JOBS)))) {
            workers.forEach(
                    wanted.entrySet(),
                    each -> unpacking.add(
                            each.getKey(), files.content(each.getKey(), each.getValue()), Optional.empty(), task));
        }
    }
}
