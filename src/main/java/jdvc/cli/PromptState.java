package jdvc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import jdvc.JdvcException;
import jdvc.repo.Call;
import jdvc.repo.Overview;
import jdvc.shell.Shell;
import jdvc.ui.Look;
import jdvc.ui.Mark;
import jdvc.ui.Style;
import jdvc.ui.Styled;

/**
 * What the prompt says, found out beside the keyboard: {@code jdvc main ✎2 ↑1}. What is not known yet is said to be so, and
 * never waited for longer than a person notices.
 */
final class PromptState {

    private static final long PATIENCE_MILLIS = 40;

    /** Where a prompt cannot be drawn again, an old one would stay until the next. */
    private static final long PLAIN_PATIENCE_MILLIS = 1000;

    /** Longer, because a line that says what to do next is worth a moment, and comes after a verb. */
    private static final long HINT_PATIENCE_MILLIS = 150;

    private static final int MAX_NAME = 40;
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<Call> call;
    private final Look look;
    private final Shell shell;
    private final IntSupplier jobs;
    private volatile Optional<String> branch = Optional.empty();
    private volatile Optional<Overview.Report> seen = Optional.empty();
    private volatile boolean fresh;
    private volatile CountDownLatch running = new CountDownLatch(0);
    private Thread looking = new Thread();
    private final PromptPace pace = new PromptPace();
    private long seenAt = System.nanoTime();

    PromptState(Supplier<Call> call, Shell shell, IntSupplier jobs) {
        this.jobs = jobs;
        this.call = call;
        this.shell = shell;
        look = shell.look();
    }

    /** Finds out anew, on a thread of its own: what is known is old from now on, and who still looks for it stops. */
    synchronized void refresh() {
        fresh = false;
        pace.acted();
        var done = new CountDownLatch(1);
        running = done;
        looking.interrupt();
        start(() -> look(done));
    }

    /** Keeps the prompt true while nothing is typed: others change files, too. */
    void watch() {
        var clock = new Thread(this::tick, "jdvc-prompt-clock");
        clock.setDaemon(true);
        clock.start();
    }

    private void tick() {
        try {
            while (true) {
                for (long left = pause(); left > 0; left -= SLICE_NANOS) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE_NANOS));
                    dimIfOld();
                }
                if (shell.isReading()) lookAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    private synchronized long pause() {
        return pace.pause();
    }

    /** Looks without taking what is known for old, unless it is: the marks would go dim and bright all the time. */
    private void lookAgain() throws InterruptedException {
        var done = new CountDownLatch(1);
        long start = System.nanoTime();
        var before = seen;
        synchronized (this) {
            if (looking.isAlive()) return;
            start(() -> look(done));
        }
        while (!done.await(1, TimeUnit.SECONDS)) dimIfOld();
        synchronized (this) {
            pace.looked(System.nanoTime() - start, !seen.equals(before));
        }
    }

    private void dimIfOld() {
        synchronized (this) {
            if (!fresh || !PromptPace.isOld(System.nanoTime() - seenAt)) return;
            fresh = false;
        }
        shell.refresh();
    }

    private void start(Runnable look) {
        looking = new Thread(look, "jdvc-prompt");
        looking.setDaemon(true);
        looking.start();
    }

    private void look(CountDownLatch done) {
        try {
            var found = Overview.look(call.get(), name -> {
                note(() -> branch = name);
                shell.refresh();
            });
            note(() -> {
                seen = found;
                fresh = true;
                seenAt = System.nanoTime();
            });
        } catch (IOException | InterruptedException | JdvcException e) {
            note(() -> fresh = false); // the next verb will say what is wrong with the project
        } finally {
            done.countDown();
        }
        shell.refresh();
    }

    /** Takes something to be so, unless a later command has changed things since this thread began to look. */
    private synchronized void note(Runnable change) {
        if (Thread.currentThread() == looking) change.run();
    }

    /** Returns the prompt's words. */
    List<Styled> words() {
        await(look.redraw() ? PATIENCE_MILLIS : PLAIN_PATIENCE_MILLIS);
        var words = new ArrayList<Styled>();
        words.add(Style.BOLD.of("jdvc"));
        var now = seen;
        branch.ifPresent(name -> words.add(Style.BLUE.of(cut(name))));
        if (!fresh && (now.isPresent() || branch.isPresent())) words.add(Style.DIM.of(Mark.ELLIPSIS.in(look)));
        if (now.isEmpty()) return words;
        count(words, Mark.CHANGED, now.get().changed().size(), Style.MAGENTA);
        if (now.get().unpushed().isEmpty()) words.add(style(Style.CYAN).of(Mark.NOT_PUSHED.in(look) + "?"));
        else count(words, Mark.NOT_PUSHED, now.get().unpushed().getAsInt(), Style.CYAN);
        count(words, Mark.MISSING, now.get().missing().size(), Style.RED);
        if (jobs.getAsInt() > 0) words.add(Style.GREEN.of("&" + jobs.getAsInt()));
        return words;
    }

    private void count(List<Styled> words, Mark mark, int count, Style style) {
        if (count > 0) words.add(style(style).of(mark.in(look) + count));
    }

    /** Marks that may be out of date are dim. */
    private Style style(Style style) {
        return fresh ? style : Style.DIM;
    }

    private static String cut(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…";
    }

    private void await(long millis) {
        try {
            running.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the last overview, if nothing has been done since. */
    Optional<Overview.Report> known() {
        await(HINT_PATIENCE_MILLIS);
        return fresh ? seen : Optional.empty();
    }

    /** Returns the last overview at once, however old. */
    Optional<Overview.Report> lately() {
        return seen;
    }

    /** Returns the title of the window: the project, the branch, and how many outputs changed. */
    Optional<String> title() {
        return seen.map(now -> {
            var text = new StringBuilder("jdvc ").append(now.name());
            branch.ifPresent(name -> text.append(' ').append(name));
            if (!now.changed().isEmpty())
                text.append(' ')
                        .append(Mark.CHANGED.in(look))
                        .append(now.changed().size());
            return text.toString();
        });
    }
}
