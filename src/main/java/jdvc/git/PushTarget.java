package jdvc.git;

/**
 * Where a branch goes.
 *
 * @param remote a Git remote's name
 * @param branch the branch's name there
 * @param known whether the remote had that branch when we last heard of it
 * @param setUpstream whether the push should record it as the branch's upstream
 */
public record PushTarget(String remote, String branch, boolean known, boolean setUpstream) {}
