/**
 * Words on the terminal: progress, tables, sizes, colours, JSON. Knows nothing of repositories.
 */
@NullMarked
package jdvc.ui;

import org.jspecify.annotations.NullMarked;
