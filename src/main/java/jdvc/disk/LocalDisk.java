package jdvc.disk;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.jspecify.annotations.Nullable;

/** The real file system, on POSIX. */
public final class LocalDisk implements Disk {

    /** What collection of inputs ignores: our temporaries where they must lie beside their target (safety 3.2). */
    public static final String TEMPORARY_PREFIX = ".jdvc-";

    private static final String WANTED = "unix:mode,ino,nlink,uid,ctime,size,lastModifiedTime";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int BUFFER = 1 << 17;
    private static final long PIECE = 4 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(permissions(0600));

    private final Function<Disk, Durability> wanted;
    private final RandomGenerator random;
    private final int umask;
    private @Nullable Durability durability;
    private volatile boolean reflinks = true;

    /**
     * @param umask the process's file-creation mask; files that get another mode than the system would give need it
     */
    public LocalDisk(Durability durability, RandomGenerator random, int umask) {
        this(disk -> durability, random, umask);
    }

    /**
     * Leaves open how durable it is until something is to be made to last.
     *
     * @param wanted asked then, once, and given this disk
     */
    public LocalDisk(Function<Disk, Durability> wanted, RandomGenerator random, int umask) {
        this.wanted = wanted;
        this.random = random;
        this.umask = umask;
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        return read(path, NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Stat> statTarget(Path path) throws IOException {
        return read(path);
    }

    private static Optional<Stat> read(Path path, LinkOption... options) throws IOException {
        try {
            return Optional.of(stat(Files.readAttributes(path, WANTED, options)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isNotDirectory(e)) return Optional.empty();
            throw e;
        }
    }

    private static boolean isNotDirectory(FileSystemException e) {
        return e instanceof NotDirectoryException || "Not a directory".equals(e.getReason());
    }

    private static Stat stat(Map<String, Object> all) {
        int mode = (int) number(all, "mode");
        var type = switch (mode & 0170000) {
            case 0100000 -> Stat.Type.FILE;
            case 0040000 -> Stat.Type.DIRECTORY;
            case 0120000 -> Stat.Type.LINK;
            default -> Stat.Type.OTHER;
        };
        return new Stat(
                type,
                number(all, "size"),
                number(all, "ino"),
                nanos(all, "lastModifiedTime"),
                nanos(all, "ctime"),
                mode & 07777,
                (int) number(all, "nlink"),
                (int) number(all, "uid"));
    }

    private static long number(Map<String, Object> all, String name) {
        return ((Number) Objects.requireNonNull(all.get(name), name)).longValue();
    }

    private static long nanos(Map<String, Object> all, String name) {
        Instant instant = ((FileTime) Objects.requireNonNull(all.get(name), name)).toInstant();
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        var names = directory.toFile().list();
        if (names != null) return List.of(names);
        // the old call does not say why: ask the new one
        var found = new ArrayList<String>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(each -> found.add(each.getFileName().toString()));
        }
        return found;
    }

    @Override
    public String readLink(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return path.toRealPath();
    }

    @Override
    public Optional<byte[]> read(Path file, long maxBytes) throws IOException {
        try (var in = open(file)) {
            byte[] content = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (content.length > maxBytes) {
                throw JdvcException.of(Kind.LIMIT, "'%s' is larger than %d bytes", file, maxBytes);
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isNotDirectory(e)) return Optional.empty();
            throw e;
        }
    }

    @Override
    public InputStream open(Path file) throws IOException {
        // A pipe would block in open(2), so the type is looked at first; what wins that race is the user's own doing.
        var stat = statTarget(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        if (!stat.isFile()) throw new FileSystemException(file.toString(), null, "is not a regular file");
        try {
            return new FileInputStream(file.toFile());
        } catch (java.io.FileNotFoundException e) {
            // java.io does not tell missing from forbidden
            return Files.newInputStream(file);
        }
    }

    @Override
    public long freeSpace(Path existing) throws IOException {
        return Files.getFileStore(existing).getUsableSpace();
    }

    @Override
    public long totalSpace(Path existing) throws IOException {
        return Files.getFileStore(existing).getTotalSpace();
    }

    @Override
    public boolean sameFileSystem(Path a, Path b) throws IOException {
        return Files.getAttribute(a, "unix:dev").equals(Files.getAttribute(b, "unix:dev"));
    }

    @Override
    public void makeDirectories(Path directory, int mode) throws IOException {
        if (Files.isDirectory(directory)) return;
        var parent = directory.getParent();
        if (parent != null) makeDirectories(parent, mode);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) throw e;
            return; // made by someone else in between
        }
        if (mode >= 0) Files.setAttribute(directory, "unix:mode", mode);
        if (parent != null) syncDirectory(parent);
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(createChannel(file));
    }

    @Override
    public OutputStream append(Path ours) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(ours, Set.of(StandardOpenOption.APPEND, NOFOLLOW_LINKS)));
    }

    private static SeekableByteChannel createChannel(Path file) throws IOException {
        return Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS), PRIVATE);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        try (var in = open(from);
                var out = createChannel(to)) {
            try {
                transfer(in, out);
            } catch (IOException e) {
                discard(to, e); // ours since its creation, and not before
                throw e;
            }
        }
    }

    private static void transfer(InputStream in, SeekableByteChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            var bytes = ByteBuffer.wrap(buffer, 0, n);
            while (bytes.hasRemaining()) out.write(bytes);
        }
    }

    @Override
    public void fill(Path ours, Path from, LongConsumer reached) throws IOException {
        try (var in = FileChannel.open(from, StandardOpenOption.READ);
                var out = FileChannel.open(ours, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
            long done = 0;
            for (long n = in.transferTo(0, PIECE, out); n > 0; n = in.transferTo(done, PIECE, out)) {
                done += n;
                reached.accept(done);
            }
        }
    }

    @Override
    public boolean reflink(Path from, Path to) throws IOException {
        if (!reflinks) return false;
        if (stat(to).isPresent()) throw new FileAlreadyExistsException(to.toString());
        // JDK 17 has no call for it; a program's start pays for itself where the caller has a big file.
        var result = Exec.run(
                Path.of("/"),
                Map.of(),
                List.of(
                        "cp",
                        "--reflink=always",
                        "--",
                        from.toAbsolutePath().toString(),
                        to.toAbsolutePath().toString()));
        if (result.exit() == 0) {
            setMode(to, 0600);
            return true;
        }
        reflinks = false;
        Files.deleteIfExists(to); // cp leaves an empty file where it cannot clone
        return false;
    }

    @Override
    public void hardLink(Path link, Path existing) throws IOException {
        Files.createLink(link, existing);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
    }

    @Override
    public void setMode(Path path, int mode) throws IOException {
        if (Files.isSymbolicLink(path)) throw new FileSystemException(path.toString(), null, "is a symbolic link");
        Files.setAttribute(path, "unix:mode", mode);
    }

    @Override
    public int newFileMode() {
        return 0666 & ~umask;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        // renameTo costs 10 % less than Files.move; it does not say why it failed, so then the other one does.
        if (!from.toFile().renameTo(to.toFile())) Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path, Proof proof) throws IOException {
        if (proof instanceof Proof.EmptyDirectory && !Files.isDirectory(path, NOFOLLOW_LINKS)) {
            if (stat(path).isEmpty()) return;
            throw new NotDirectoryException(path.toString());
        }
        Files.deleteIfExists(path);
    }

    @Override
    public void sync(Path file) throws IOException {
        if (durability() == Durability.OFF) return;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        sync(directory);
    }

    @Override
    public boolean syncFileSystem(Path existing) throws IOException {
        if (durability() == Durability.OFF) return true;
        var result = Exec.run(existing, Map.of(), List.of("sync", "-f", "--", existing.toString()));
        if (result.exit() == 0) return true;
        // 127: no such program; anything else is a failed sync, which is final (safety 3.8)
        if (result.exit() == Exec.NOT_FOUND
                || result.text().contains("invalid option")
                || result.text().contains("unrecognized")) return false;
        throw new FileSystemException(existing.toString(), null, "sync failed: " + result.text());
    }

    @Override
    public synchronized Durability durability() {
        if (durability == null) durability = wanted.apply(this);
        return durability;
    }

    @Override
    public void replace(Path file, Path temporary, byte[] content, int mode) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory == null) throw new FileSystemException(file.toString(), null, "is a directory");
        int wanted = statTarget(file).map(Stat::mode).orElse(mode < 0 ? newFileMode() : mode);
        try {
            try (var out = createChannel(temporary)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) out.write(bytes);
            }
            setMode(temporary, wanted);
            sync(temporary);
            rename(temporary, file);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
        syncDirectory(directory);
    }

    @Override
    public void replaceState(Path file, Writer writer) throws IOException {
        var temp = file.resolveSibling(temporaryName());
        try {
            try (var out = new BufferedOutputStream(create(temp), BUFFER)) {
                writer.write(out);
            }
            rename(temp, file);
        } catch (IOException e) {
            discard(temp, e);
            throw e;
        }
    }

    @Override
    public Optional<ByteBuffer> map(Path file, long small) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) return Optional.empty();
            if (size > small && !isOnNetwork(file)) {
                return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
            }
            var content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining() && channel.read(content) >= 0) {}
            return Optional.of(content.flip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnNetwork(Path file) throws IOException {
        var type = Files.getFileStore(file).type();
        return type.startsWith("nfs") || type.startsWith("cifs") || type.startsWith("smb") || type.startsWith("fuse");
    }

    /** Returns the process's input, unbuffered: what is typed ahead for a program that we start is left for it. */
    public static InputStream standardInput() {
        return new FileInputStream(FileDescriptor.in);
    }

    /** Returns the process's output, unbuffered: unlike {@link System#out} it says when a write fails. */
    public static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** Returns the number of the user that this process runs as; -1 where the system does not say. */
    public static int uid() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    private void discard(Path temp, @Nullable IOException because) {
        try {
            delete(temp, new Proof.OwnTemp());
        } catch (IOException e) {
            if (because != null) because.addSuppressed(e);
        }
    }

    @Override
    public String temporaryName() {
        var name = new StringBuilder(TEMPORARY_PREFIX);
        for (int i = 0; i < 22; i++) name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return name.toString();
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var set = EnumSet.noneOf(PosixFilePermission.class);
        var all = PosixFilePermission.values(); // OWNER_READ, OWNER_WRITE, … OTHERS_EXECUTE
        for (int i = 0; i < all.length; i++) if ((mode & 0400 >> i) != 0) set.add(all[i]);
        return set;
    }

    /** Returns the errors that say that the disk is full or the quota used up. */
    public static boolean isNoSpace(IOException e) {
        var text = String.valueOf(e.getMessage());
        return text.contains("No space left") || text.contains("quota exceeded");
    }
}
