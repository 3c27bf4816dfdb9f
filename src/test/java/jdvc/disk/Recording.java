package jdvc.disk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A disk that notes what changes it, as {@code "rename a b"} with the last names of paths, and fails where a test says so. */
public final class Recording {

    private static final List<String> NOTED = List.of(
            "rename", "delete", "sync", "syncDirectory", "syncFileSystem", "setMode", "create", "copy", "replace");

    public final List<String> calls = new ArrayList<>();
    public final Disk disk;
    private Predicate<String> fails = call -> false;

    public Recording(Disk real) {
        disk = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, args) -> {
                    if (NOTED.contains(method.getName())) note(method.getName(), args);
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Makes the calls fail whose note matches. */
    void failAt(Predicate<String> notes) {
        fails = notes;
    }

    private synchronized void note(String name, Object[] args) throws IOException {
        var note = new StringBuilder(name);
        for (var arg : args) if (arg instanceof Path path) note.append(' ').append(path.getFileName());
        calls.add(note.toString());
        if (fails.test(note.toString())) throw new IOException("made to fail: " + note);
    }
}
