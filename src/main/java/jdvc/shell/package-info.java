/**
 * An interactive shell around any command model.
 */
@NullMarked
package jdvc.shell;

import org.jspecify.annotations.NullMarked;
