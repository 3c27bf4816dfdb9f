/**
 * What the metafiles say. A <i>.dvc file</i> or a pipeline's dvc.yaml with dvc.lock names <i>outputs</i>: tracked
 * paths with their object ids.
 */
@NullMarked
package jdvc.track;

import org.jspecify.annotations.NullMarked;
