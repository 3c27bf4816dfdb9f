package jdvc.git;

import java.util.List;

/**
 * What a push would do, as far as can be told without asking the remote.
 *
 * @param needed whether the remote's branch lacks something
 * @param commits the commits to send, oldest first; empty, though needed, if other branches of the remote hold them
 */
public record Outgoing(boolean needed, List<String> commits) {

    public Outgoing {
        commits = List.copyOf(commits);
    }
}
