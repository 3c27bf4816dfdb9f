package jdvc.git;

import java.util.Optional;

/**
 * How a commit went.
 *
 * @param commit the new commit's id; absent if Git or a hook refused, and then nothing was committed
 * @param output what Git and the hooks said and the terminal did not show yet, as it is
 */
public record CommitResult(Optional<String> commit, String output) {}
