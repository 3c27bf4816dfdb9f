/**
 * jdvc: git-style versioning of models and datasets with the bytes in S3, interchangeable with DVC.
 *
 * <p>The map, from the user down; an arrow never points up ({@code ArchitectureTest} checks it):
 * <ul>
 *   <li>{@code cli}: one class per command, errors to exit codes, {@code Main}
 *   <li>{@code shell}: a line editor and prompt around any command model
 *   <li>{@code command}: what a verb is: parameters, options, what completes where
 *   <li>{@code ui}: words on the terminal: progress, tables, colours
 *   <li>{@code repo}: an opened project, and one record per operation
 *   <li>{@code workspace}: the files that the user sees: walk, ignore, hash cache, plan, apply
 *   <li>{@code track}, {@code config}, {@code git}: metafiles, settings, and what stands beside Git
 *   <li>{@code store}, {@code store.s3}: objects by their hash: the cache and the remotes
 *   <li>{@code object}: ids, hashes and trees, as values
 *   <li>{@code disk}: the only package that touches files and starts programs
 * </ul>
 */
@NullMarked
package jdvc;

import org.jspecify.annotations.NullMarked;
