package jdvc.git;

/**
 * A name that people use for a commit.
 *
 * @param name a branch or tag, without {@code refs/heads/} or {@code refs/tags/}
 * @param commit the commit's id
 */
public record Revision(String name, String commit) {}
