package jdvc.proof.differ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The program behind {@code dev/differ}. */
final class Main {

    private final Options options;
    private final Differ differ;
    private final Map<Deviation, Integer> met = new TreeMap<>(Comparator.comparing(Deviation::name));
    private int steps;
    private int cut;
    private int failed;

    /** @param file a sequence to play instead of random ones, or empty */
    private record Options(long seed, int sequences, int steps, boolean mixed, boolean shrink, String file) {

        static Options of(String[] args) {
            var values = new TreeMap<String, String>();
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--mixed") || args[i].equals("--no-shrink")) values.put(args[i], "");
                else values.put(args[i], args[++i]);
            }
            return new Options(
                    Long.parseLong(values.getOrDefault("--seed", "" + System.currentTimeMillis() / 1000)),
                    Integer.parseInt(values.getOrDefault("--sequences", "100")),
                    Integer.parseInt(values.getOrDefault("--steps", "20")),
                    values.containsKey("--mixed"),
                    !values.containsKey("--no-shrink"),
                    values.getOrDefault("--replay", ""));
        }
    }

    private Main(Options options, Differ differ) {
        this.options = options;
        this.differ = differ;
    }

    public static void main(String[] args) throws Exception {
        var options = Options.of(args);
        var folder = Files.createTempDirectory("differ");
        try (var differ = new Differ(folder)) {
            System.exit(new Main(options, differ).run());
        }
    }

    private int run() throws IOException, InterruptedException, ExecutionException {
        if (!options.file.isEmpty()) {
            report(
                    "sequence",
                    differ.play(Differ.script(Files.readAllLines(Path.of(options.file))), Differ.jdvc()),
                    Differ.jdvc());
            return failed == 0 ? 0 : 1;
        }
        System.out.println("differ: seed " + options.seed + ", " + options.sequences + " sequences of " + options.steps
                + " steps" + (options.mixed ? ", mixed" : ""));
        var threads = Executors.newFixedThreadPool(2);
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < options.sequences; i++) {
            long seed = options.seed + i;
            running.add(threads.submit(() -> one(seed)));
        }
        threads.shutdown();
        for (var each : running) each.get();
        System.out.println(options.sequences + " sequences, " + steps + " steps, " + failed + " differ, " + cut
                + " ended by a deviation");
        met.forEach((deviation, count) -> System.out.println("  " + count + " times " + deviation));
        return failed == 0 ? 0 : 1;
    }

    private void one(long seed) {
        var program = options.mixed ? differ.eitherOf(differ.dvc(), Differ.jdvc(), seed) : Differ.jdvc();
        report("seed " + seed, differ.play(new Author(seed, options.steps), program), program);
    }

    private void report(String what, Duel.Result result, World.Program program) {
        var shown = result.isSame() || !options.shrink ? result : differ.shrink(result, program);
        synchronized (this) {
            steps += result.lines().size();
            for (var each : result.met()) met.merge(each, 1, Integer::sum);
            if (result.cut()) cut++;
            if (result.isSame()) return;
            failed++;
            System.out.println("---- " + what);
            for (var line : shown.lines()) System.out.println(line);
            for (var each : shown.differences()) System.out.print(each);
        }
    }
}
