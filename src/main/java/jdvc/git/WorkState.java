package jdvc.git;

import java.util.List;
import java.util.Optional;

/**
 * What publish must know before its first change. Paths are relative to the project's root; those of files outside the
 * project begin with {@code ../}.
 *
 * @param branch the branch that is checked out; absent if HEAD is detached
 * @param head the commit that is checked out; absent before the first one
 * @param operation what is half done: {@code merge}, {@code rebase}, {@code cherry-pick} or {@code revert}
 * @param identity whether Git knows whom to name as author and committer
 * @param unmerged files with conflicts
 * @param staged files whose staged content differs from HEAD
 * @param modified tracked files whose content differs from the staged one, deleted ones too
 * @param untracked files, and directories (ending in {@code /}) without a tracked file, that are not ignored
 */
public record WorkState(
        Optional<String> branch,
        Optional<String> head,
        Optional<String> operation,
        boolean identity,
        List<String> unmerged,
        List<String> staged,
        List<String> modified,
        List<String> untracked) {

    public WorkState {
        unmerged = List.copyOf(unmerged);
        staged = List.copyOf(staged);
        modified = List.copyOf(modified);
        untracked = List.copyOf(untracked);
    }
}
