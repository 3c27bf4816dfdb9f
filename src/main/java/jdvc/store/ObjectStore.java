package jdvc.store;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdvc.Progress;
import jdvc.object.ObjectId;

/**
 * Content-addressed bytes, written once and never changed: the cache, and every remote. Safe for use by many threads.
 *
 * <p>A store may change under us at any time: what was there a moment ago may be missing now (safety 7.9).
 */
public interface ObjectStore extends AutoCloseable {

    /** Returns the store's place for messages, such as {@code s3://bucket/prefix}. */
    String location();

    /** Returns the members of {@code ids} that this store does not hold. */
    Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException;

    /** Returns the lengths in bytes of those members of {@code ids} that this store holds, asked now, never remembered. */
    Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException;

    /**
     * Returns an object's content. Opening it may find that the object is gone, or damaged.
     *
     * @throws ObjectMissingException if this store does not hold {@code id}
     */
    Content read(ObjectId id) throws IOException, InterruptedException;

    /**
     * Stores {@code content} under {@code id}, all of it or nothing; does nothing if the object is already here. The
     * object is durable when {@link #flush} has returned.
     *
     * @param task told of the bytes on their way; what a failed attempt told is taken back by the next
     * @throws CorruptObjectException if the bytes do not hash to {@code id}
     */
    void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException;

    /** Stores what is small enough for nobody to wait for. */
    default void write(ObjectId id, Content content) throws IOException, InterruptedException {
        write(id, content, Progress.Task.NONE);
    }

    /** Makes durable, and visible, what was written. */
    void flush() throws IOException, InterruptedException;

    /**
     * Returns all objects, of both layouts, in no defined order; what else lies in the place is left out.
     *
     * @throws jdvc.JdvcException of kind AUTH if there is no right to list
     */
    List<Stored> list() throws IOException, InterruptedException;

    /** Removes objects; ids that this store does not hold are ignored. */
    void delete(Collection<ObjectId> ids) throws IOException, InterruptedException;

    /** Releases what the store holds open; what was not flushed is discarded. */
    @Override
    void close();
}
