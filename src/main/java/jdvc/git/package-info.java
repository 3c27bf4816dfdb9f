/**
 * What stands beside Git: the repository's root, what it ignores and tracks, staging, history; or no Git at all.
 */
@NullMarked
package jdvc.git;

import org.jspecify.annotations.NullMarked;
