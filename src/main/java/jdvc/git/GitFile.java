package jdvc.git;

/**
 * A file of a commit, as a listing shows it.
 *
 * @param path relative to the project's root
 * @param size in bytes
 */
public record GitFile(String path, long size, boolean executable) {}
