/**
 * Places that hold objects. The <i>cache</i> and every <i>remote</i> are an {@code ObjectStore}; {@code Transfer}
 * copies what one lacks from another, trees last.
 */
@NullMarked
package jdvc.store;

import org.jspecify.annotations.NullMarked;
