package jdvc.git;

import java.time.OffsetDateTime;

/**
 * A commit as a list shows it.
 *
 * @param id of the commit
 * @param date when, by the author's clock and zone
 * @param subject the first line of its message
 */
public record Commit(String id, OffsetDateTime date, String subject) {}
