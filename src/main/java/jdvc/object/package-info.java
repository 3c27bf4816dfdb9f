/**
 * Values named by their content. An <i>object</i> is immutable bytes; its <i>id</i> is their hash and the <i>layout</i>
 * (3.x or legacy) that says how it was hashed and where it lies in a store. A <i>tree</i> is the object that lists a
 * tracked directory. No files, no network.
 */
@NullMarked
package jdvc.object;

import org.jspecify.annotations.NullMarked;
