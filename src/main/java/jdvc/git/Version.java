package jdvc.git;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A commit that changed a metafile, by removing it if {@code files} lacks it.
 *
 * @param commit its id
 * @param parents ids of its parents, the first one first
 * @param author who wrote it
 * @param date when, by the author's clock and zone
 * @param subject the first line of its message
 * @param tags tags that name it
 * @param metafile the metafile's path in this commit, which differs from today's where it was renamed since
 * @param files ids of the contents, in this commit, of the metafile and of the other files asked for that exist in it;
 *     keyed by path
 * @param before ids of the metafile's contents in those parents that have it, by its old name if this commit renamed it
 */
public record Version(
        String commit,
        List<String> parents,
        String author,
        OffsetDateTime date,
        String subject,
        List<String> tags,
        String metafile,
        Map<String, String> files,
        Set<String> before) {

    public Version {
        parents = List.copyOf(parents);
        tags = List.copyOf(tags);
        files = Map.copyOf(files);
        before = Set.copyOf(before);
    }

    Version with(Map<String, String> newFiles, Set<String> newBefore) {
        return new Version(commit, parents, author, date, subject, tags, metafile, newFiles, newBefore);
    }
}
