/**
 * Remotes in S3 and everything that knows S3 or HTTP.
 *
 * <p>From the outside in: {@code S3Store} is the store; {@code Existence}, {@code Sending} and {@code Download} are how it
 * looks, writes and reads; {@code Bucket} has a method for each request of the S3 protocol; {@code Attempts} is the one
 * place that repeats; {@code Wire} moves bytes and watches that they move. The AWS SDK finds the credentials, reads the
 * profiles and signs; the requests themselves go out through the JDK's HTTP client, because an SDK client over {@code
 * HttpURLConnection} cannot be stopped while it waits for a body, and costs twice the time per small object.
 */
@NullMarked
package jdvc.store.s3;

import org.jspecify.annotations.NullMarked;
