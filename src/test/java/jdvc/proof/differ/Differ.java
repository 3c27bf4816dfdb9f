package jdvc.proof.differ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.proof.WarmDvc;

/** Real DVC and jdvc, side by side on the same sequences of steps. */
final class Differ implements AutoCloseable {

    private final Path folder;
    private final WarmDvc dvc3 = new WarmDvc(3);
    private final WarmDvc dvc2 = new WarmDvc(2);
    private final ExecutorService judges = Executors.newCachedThreadPool();
    private final AtomicInteger duels = new AtomicInteger();

    /** @param folder where the worlds lie while they last */
    Differ(Path folder) throws IOException {
        this.folder = folder;
        dvc3.open();
        dvc2.open();
    }

    static World.Program jdvc() {
        return (sandbox, root, step) -> sandbox.jdvc(root, step.words().toArray(String[]::new));
    }

    World.Program dvc() {
        return (sandbox, root, step) -> dvc3.run(sandbox, root, step.words().toArray(String[]::new));
    }

    /** Each step by one of two at random, the same one for the same line at the same place. */
    World.Program eitherOf(World.Program one, World.Program other, long seed) {
        return (sandbox, root, step) -> {
            boolean first = new Random(seed * 31 + step.line().hashCode()).nextInt(64) % 2 == 0;
            return (first ? one : other).run(sandbox, root, step);
        };
    }

    /** Plays lines with DVC in one world and the program that is judged in the other. */
    Duel.Result play(Duel.Lines lines, World.Program program) {
        var where = folder.resolve("w" + duels.incrementAndGet());
        World.Program old =
                (sandbox, root, step) -> dvc2.run(sandbox, root, step.words().toArray(String[]::new));
        try {
            var theirs = new World(Files.createDirectories(where.resolve("dvcs")), dvc(), old);
            var ours = new World(Files.createDirectories(where.resolve("ours")), program, old);
            return new Duel(theirs, ours, judges).play(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(where);
        }
    }

    /** Leaves out lines as long as the same kind of difference stays. */
    Duel.Result shrink(Duel.Result found, World.Program program) {
        var best = found;
        for (int size = Math.max(1, best.lines().size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at + size < best.lines().size(); ) {
                var fewer = new ArrayList<>(best.lines());
                fewer.subList(at, at + size).clear();
                var result = play(script(fewer), program);
                if (!result.isSame() && result.isLike(best)) best = result;
                else at += size;
            }
        }
        return best;
    }

    static Duel.Lines script(List<String> lines) {
        Iterator<String> each = List.copyOf(lines).iterator();
        return world -> each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }

    private static void delete(Path where) {
        try (var all = Files.walk(where)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        dvc3.close();
        dvc2.close();
        judges.shutdown();
    }
}
