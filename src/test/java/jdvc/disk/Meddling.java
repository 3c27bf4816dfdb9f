package jdvc.disk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

/** Disks on which something happens in the middle of a command, as if another process did it. */
public final class Meddling {

    private Meddling() {}

    /** What happens. */
    @FunctionalInterface
    public interface Deed {
        void run() throws Exception;
    }

    /** Returns a disk on which the deed is done before each call of that kind, told by method and arguments. */
    public static Disk before(Disk disk, BiPredicate<String, Object[]> where, Deed deed) {
        return proxy((method, args, call) -> {
            if (where.test(method, args)) deed.run();
            return call.go(disk);
        });
    }

    /** Returns a disk on which the deed is done after the first {@code times} calls of that kind. */
    public static Disk after(Disk disk, BiPredicate<String, Object[]> where, int times, Deed deed) {
        var left = new AtomicInteger(times);
        return proxy((method, args, call) -> {
            var result = call.go(disk);
            if (where.test(method, args) && left.getAndDecrement() > 0) deed.run();
            return result;
        });
    }

    /** Returns a disk on which all but the temporaries of this process seem to be so much older. */
    public static Disk aging(Disk disk, Duration by) {
        return proxy((method, args, call) -> {
            var result = call.go(disk);
            boolean stat = method.equals("stat") || method.equals("statTarget");
            if (!stat || !(result instanceof Optional<?> found) || found.isEmpty()) return result;
            var s = (Stat) found.get();
            boolean probe = s.size() == 0 && s.links() == 1 && s.mode() == 0600;
            if (probe) return result;
            long past = by.toNanos();
            return Optional.of(new Stat(
                    s.type(), s.size(), s.inode(), s.mtime() - past, s.ctime() - past, s.mode(), s.links(), s.uid()));
        });
    }

    /** Returns a disk on which a file looks as it did at first, as one does that is changed through a memory map. */
    public static Disk still(Disk disk, Path file) {
        var first = new AtomicReference<Object>();
        return proxy((method, args, call) -> {
            var result = call.go(disk);
            boolean stat = method.equals("stat") || method.equals("statTarget");
            if (!stat || !args[0].equals(file)) return result;
            first.compareAndSet(null, result);
            return first.get();
        });
    }

    private interface Call {
        Object go(Disk disk) throws Exception;
    }

    private interface Around {
        Object invoke(String method, Object[] args, Call call) throws Exception;
    }

    private static Disk proxy(Around around) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (self, method, args) -> around.invoke(method.getName(), args, disk -> {
                    try {
                        return method.invoke(disk, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : new IOException(e.getCause());
                    }
                }));
    }
}
