/**
 * One class per command: options to an operation, its report to words, failures to exit codes; and {@code Main}.
 */
@NullMarked
package jdvc.cli;

import org.jspecify.annotations.NullMarked;
