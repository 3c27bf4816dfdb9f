/**
 * What stands beside Git: the top of the work tree, what it ignores and tracks, staging, history, publishing; or no Git at
 * all. Paths are the project's, whose root may lie below the top.
 *
 * <ul>
 *   <li><em>reading</em>: calls that run nothing but Git itself, whatever a clone brought along
 *   <li><em>the user's own Git</em>: add, commit and push, with hooks, filters, signing and credentials
 *   <li><em>metafile</em>: {@code *.dvc}, {@code dvc.yaml}, {@code dvc.lock}; also {@code .dvcignore} in a commit
 *   <li><em>version</em>: a commit that changed a metafile
 *   <li><em>target</em>: the remote and the branch there that a branch is pushed to
 * </ul>
 */
@NullMarked
package jdvc.git;

import org.jspecify.annotations.NullMarked;
