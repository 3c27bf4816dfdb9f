/**
 * An opened project and its operations: each is a record whose components are the options, whose {@code run} is the
 * verb, and whose {@code Report} is the answer.
 */
@NullMarked
package jdvc.repo;

import org.jspecify.annotations.NullMarked;
