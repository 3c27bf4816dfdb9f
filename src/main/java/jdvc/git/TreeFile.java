package jdvc.git;

/**
 * A file of a commit.
 *
 * @param path relative to the project's root
 * @param blob the id of its content; equal ids are equal bytes
 */
public record TreeFile(String path, String blob) {}
