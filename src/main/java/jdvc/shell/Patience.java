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
    private Optional<Answer<T>> pending = Optional.empty();

    Patience(long millis) {
        this.millis = millis;
    }

    /** Returns the answer; absent if it fails, or if it takes too long: then {@code late} is run when it is there. */
    Optional<T> ask(Object newQuestion, Callable<T> source, Runnable late) throws InterruptedException {
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
            pending.get().whenThere(late);
            return Optional.empty();
        } catch (ExecutionException e) {
            pending = Optional.empty(); // a source that fails has nothing to say: completion is no place for errors
            return Optional.empty();
        }
    }

    private Answer<T> start(Callable<T> source) {
        var task = new Answer<>(source);
        var thread = new Thread(task, "jdvc-candidates");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** An answer that tells when it is there, unless nobody wants it any more. */
    private static final class Answer<T> extends FutureTask<T> {

        private Optional<Runnable> listener = Optional.empty();

        Answer(Callable<T> source) {
            super(source);
        }

        synchronized void whenThere(Runnable action) {
            if (isDone()) action.run();
            else listener = Optional.of(action);
        }

        @Override
        protected synchronized void done() {
            if (!isCancelled()) listener.ifPresent(Runnable::run);
        }
    }
}
