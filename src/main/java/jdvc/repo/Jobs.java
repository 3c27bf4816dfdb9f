package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.Json;
import jdvc.disk.Area;
import jdvc.disk.KernelLock;
import jdvc.disk.Lock;

/**
 * The background jobs of a project, in {@code jobs/ID/} of its state: {@code job.json}, {@code events}, {@code out},
 * {@code err}, and {@code lock}, which a job holds while it lives. Nothing here needs the project's own lock.
 */
public final class Jobs {

    private static final long MAX_BYTES = 1 << 20;
    /** Of those that have ended so many stay, to be looked at. */
    private static final int KEPT = 100;
    /** A job that was begun so long ago and has no process yet will never have one. */
    private static final long START_SECONDS = 20;

    private final Call call;
    private final Path directory;

    /**
     * A job.
     *
     * @param argv the words after {@code jdvc}
     * @param cwd where they were typed
     * @param end absent while it runs, and for ever if it was killed
     * @param pid its process, once there is one
     */
    public record Job(
            int id,
            List<String> argv,
            String cwd,
            Instant start,
            Optional<Instant> end,
            OptionalInt exit,
            OptionalLong pid) {

        public Job {
            argv = List.copyOf(argv);
        }

        /** Returns the command as it was typed. */
        public String line() {
            return String.join(" ", argv);
        }

        Job with(long newPid) {
            return new Job(id, argv, cwd, start, end, exit, OptionalLong.of(newPid));
        }

        Job ended(Instant newEnd, int newExit) {
            return new Job(id, argv, cwd, start, Optional.of(newEnd), OptionalInt.of(newExit), pid);
        }
    }

    private Jobs(Call call, Path directory) {
        this.call = call;
        this.directory = directory;
    }

    /** Opens the jobs of the project that the working directory lies in. */
    public static Jobs open(Call call) throws IOException {
        try (var repo = Repo.open(call)) {
            return new Jobs(call, repo.state().resolve("jobs"));
        }
    }

    /** Records a new job, for a process that is to be started. */
    public Job begin(List<String> argv, Path cwd) throws IOException {
        var ids = ids();
        int id = ids.isEmpty() ? 1 : Math.max(1, ids.get(ids.size() - 1) + 1);
        while (!claim(id)) id++;
        var now = call.env().clock().instant();
        var job = new Job(id, argv, cwd.toString(), now, Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
        save(job);
        prune(ids);
        return job;
    }

    /** Deletes old jobs; what still runs stays, and so does what cannot be read, which may be a newer program's. */
    private void prune(List<Integer> ids) throws IOException {
        for (int i = 0; i + KEPT < ids.size(); i++) {
            var job = find(ids.get(i));
            if (job.isPresent() && !isRunning(job.get())) Area.deleteAll(call.disk(), place(ids.get(i)));
        }
    }

    private boolean claim(int id) throws IOException {
        call.disk().makeDirectories(place(id), 0700);
        try {
            call.disk().create(place(id).resolve("lock")).close();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Returns the directory of a job. */
    public Path place(int id) {
        return directory.resolve(Integer.toString(id));
    }

    /** Returns all jobs, the newest last; what cannot be read is left out. */
    public List<Job> all() throws IOException {
        var jobs = new ArrayList<Job>();
        for (var id : ids()) find(id).ifPresent(jobs::add);
        return jobs;
    }

    /** Returns the numbers of all jobs, the newest last, without a look into them. */
    public List<Integer> ids() throws IOException {
        var ids = new ArrayList<Integer>();
        if (call.disk().stat(directory).isEmpty()) return ids;
        for (var name : call.disk().list(directory)) {
            try {
                ids.add(Integer.parseInt(name));
            } catch (NumberFormatException e) {
                // not ours
            }
        }
        Collections.sort(ids);
        return ids;
    }

    public Optional<Job> find(int id) throws IOException {
        var bytes = call.disk().read(place(id).resolve("job.json"), MAX_BYTES);
        if (bytes.isEmpty()) return Optional.empty();
        try {
            var json = Json.parseObject(new String(bytes.get(), StandardCharsets.UTF_8));
            return Long.valueOf(1).equals(json.get("v")) ? Optional.of(parse(id, json)) : Optional.empty();
        } catch (Json.BadJsonException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Job parse(int id, Map<String, Object> json) {
        var argv = new ArrayList<String>();
        if (json.get("argv") instanceof List<?> words) for (var word : words) argv.add(String.valueOf(word));
        var end = json.get("end") instanceof String text ? Optional.of(Instant.parse(text)) : Optional.<Instant>empty();
        var exit = json.get("exit") instanceof Long code ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
        var pid = json.get("pid") instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
        var start = Instant.parse(String.valueOf(json.get("start")));
        return new Job(id, argv, String.valueOf(json.get("cwd")), start, end, exit, pid);
    }

    /** Records that this process runs the job. */
    public Job started(Job job, long pid) throws IOException {
        return save(job.with(pid));
    }

    public Job ended(Job job, int exit) throws IOException {
        return save(job.ended(call.env().clock().instant(), exit));
    }

    private Job save(Job job) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("v", 1L);
        json.put("id", (long) job.id());
        json.put("verb", job.argv().isEmpty() ? "" : job.argv().get(0));
        json.put("argv", job.argv());
        json.put("cwd", job.cwd());
        json.put("start", job.start().toString());
        if (job.pid().isPresent()) json.put("pid", job.pid().getAsLong());
        job.end().ifPresent(end -> json.put("end", end.toString()));
        if (job.exit().isPresent()) json.put("exit", (long) job.exit().getAsInt());
        byte[] bytes = Json.format(json).getBytes(StandardCharsets.UTF_8);
        call.disk().replaceState(place(job.id()).resolve("job.json"), out -> out.write(bytes));
        return job;
    }

    /** Takes the lock of a job, to be held while it runs. */
    public Lock hold(Job job) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 50; attempt++) {
            var lock = KernelLock.tryLock(place(job.id()).resolve("lock"));
            if (lock.isPresent()) return lock.get();
            Thread.sleep(100); // somebody looks whether we live
        }
        throw JdvcException.user("job %s runs already", String.valueOf(job.id()));
    }

    /** Tells whether a job is at work or about to be: its process lives, or its lock is held, perhaps from another host. */
    public boolean isRunning(Job job) throws IOException {
        if (job.end().isPresent()) return false;
        if (job.pid().isEmpty()) {
            return job.start()
                    .plusSeconds(START_SECONDS)
                    .isAfter(call.env().clock().instant());
        }
        boolean alive = ProcessHandle.of(job.pid().getAsLong())
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return alive || isHeld(job);
    }

    private boolean isHeld(Job job) throws IOException {
        return KernelLock.isLocked(place(job.id()).resolve("lock"));
    }

    /** Asks a running job to end; false if it runs elsewhere or not at all. */
    public boolean cancel(Job job) throws IOException {
        if (job.pid().isEmpty() || job.end().isPresent() || !isHeld(job))
            return false; // its number may be another's now
        return ProcessHandle.of(job.pid().getAsLong())
                .map(ProcessHandle::destroy)
                .orElse(false);
    }
}
