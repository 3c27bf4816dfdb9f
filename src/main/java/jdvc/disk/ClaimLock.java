package jdvc.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * DVC's lock for file systems without {@code flock} ({@code core.hardlink_lock}, format spec 10.2): a claim file of our own is
 * hard-linked to the lock's name, and its mtime says until when it holds.
 */
public final class ClaimLock implements Lock {

    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long MAX_CLAIM = 1 << 13;

    private final Path lock;
    private final Path claim;

    private ClaimLock(Path lock, Path claim) {
        this.lock = lock;
        this.claim = claim;
    }

    /**
     * Tries once to take the lock; one whose time ran out ten seconds ago is broken first.
     *
     * @return absent if somebody else holds it
     */
    public static Optional<ClaimLock> tryLock(Path path, Disk disk, Clock clock) throws IOException {
        var lock = path.toAbsolutePath();
        breakIfStale(lock, clock);
        long pid = ProcessHandle.current().pid();
        var name = lock + "|" + Area.host() + "|" + pid + "|" + disk.temporaryName();
        var claim = lock.resolveSibling(md5(name) + ".lock");
        Files.writeString(claim, claim.toString());
        touch(claim, clock);
        try {
            Files.createLink(lock, claim);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(claim);
            return Optional.empty();
        }
        touch(lock, clock);
        return Optional.of(new ClaimLock(lock, claim));
    }

    private static String md5(String text) throws IOException {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("every JDK has MD5", e);
        }
    }

    private static void touch(Path file, Clock clock) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().plus(LIFETIME)));
    }

    /** A file that is no claim, such as one that flock mode left, is never broken, as DVC does not either. */
    private static void breakIfStale(Path lock, Clock clock) throws IOException {
        if (!Files.exists(lock)) return;
        var claim = owner(lock);
        boolean expired =
                Files.getLastModifiedTime(lock).toInstant().plus(GRACE).isBefore(clock.instant());
        if (claim.isEmpty() || !expired) return;
        Files.deleteIfExists(lock);
        Files.deleteIfExists(claim.get());
    }

    private static Optional<Path> owner(Path lock) throws IOException {
        if (Files.size(lock) > MAX_CLAIM) return Optional.empty();
        var text = Files.readString(lock).strip();
        boolean ours = text.startsWith(lock.getParent() + "/") && text.endsWith(".lock") && !text.contains("..");
        return ours ? Optional.of(Path.of(text)) : Optional.empty();
    }

    @Override
    public boolean excludesOthers() {
        return true;
    }

    @Override
    public boolean isHeld() {
        try {
            return Files.isSameFile(lock, claim);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (isHeld()) Files.deleteIfExists(lock);
        Files.deleteIfExists(claim);
    }
}
