package jdvc.store;

import java.time.Duration;
import jdvc.object.ObjectId;

/**
 * An object as a listing of its store shows it.
 *
 * @param length in bytes
 * @param age how long ago it came or was touched, by the store's own clock; zero if the store does not tell
 */
public record Stored(ObjectId id, long length, Duration age) {}
