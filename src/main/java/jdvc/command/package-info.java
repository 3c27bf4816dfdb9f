/**
 * The command model: a <i>verb</i> has parameters and options, each with a kind of values that completes there. Parser,
 * help and completion read it. Knows no verb.
 */
@NullMarked
package jdvc.command;

import org.jspecify.annotations.NullMarked;
