/**
 * The only package that touches files and starts programs. Everything here is one file operation, safe by itself:
 * atomic, not following links, synced as far as the durability asks. It does not know what the bytes mean.
 */
@NullMarked
package jdvc.disk;

import org.jspecify.annotations.NullMarked;
