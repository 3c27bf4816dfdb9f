package jdvc.shell;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits a moment for an answer; one that comes later is kept for the same question. */
final class Patience<T> {

    private final long millis;
    private Object question = "";
    private Optional<FutureTask<T>> pending = Optional.empty();

    Patience(long millis) {
        this.millis = millis;
    }

    /** Returns the answer; absent if it takes too long or fails. */
    Optional<T> ask(Object newQuestion, Callable<T> source) throws InterruptedException {
        if (pending.isEmpty() || !newQuestion.equals(question)) {
            pending.ifPresent(task -> task.cancel(true));
            pending = Optional.of(start(source));
            question = newQuestion;
        }
        try {
            var answer = Optional.of(pending.get().get(millis, TimeUnit.MILLISECONDS));
            pending = Optional.empty();
            return answer;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            pending = Optional.empty(); // a source that fails has nothing to say: completion is no place for errors
            return Optional.empty();
        }
    }

    private FutureTask<T> start(Callable<T> source) {
        var task = new FutureTask<>(source);
        var thread = new Thread(task, "jdvc-candidates");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
