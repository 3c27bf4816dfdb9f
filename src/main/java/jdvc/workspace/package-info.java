/**
 * The files that the user sees: walking them, what is ignored, remembered hashes, how they differ from what is
 * tracked, and bringing them to it.
 */
@NullMarked
package jdvc.workspace;

import org.jspecify.annotations.NullMarked;
