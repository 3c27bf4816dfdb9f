/**
 * Remotes in S3 and everything that knows S3 or HTTP.
 */
@NullMarked
package jdvc.store.s3;

import org.jspecify.annotations.NullMarked;
