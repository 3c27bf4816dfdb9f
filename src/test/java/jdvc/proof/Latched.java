package jdvc.proof;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiPredicate;
import jdvc.disk.Disk;

/** A disk that stops in the first call that a test is interested in until the test lets it go on. */
final class Latched implements InvocationHandler {

    private final Disk disk;
    private final BiPredicate<String, Object[]> where;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** @param where which call, by method and arguments */
    Latched(Disk disk, BiPredicate<String, Object[]> where) {
        this.disk = disk;
        this.where = where;
    }

    Disk disk() {
        return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, this);
    }

    /** Waits until the call is there. */
    void awaitCall() throws InterruptedException {
        reached.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        if (reached.getCount() > 0 && where.test(method.getName(), args)) {
            reached.countDown();
            released.await();
        }
        try {
            return method.invoke(disk, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
