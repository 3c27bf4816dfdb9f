/**
 * Remotes on servers of HTTP, which have no listing and no deleting, and single files there.
 *
 * <p>{@code HttpStore} is the store, {@code HttpFile} a file at a URL; both ask by {@code Web}, which follows redirects,
 * repeats what failed, and says in words what did not help. Bytes move over the wire of {@code jdvc.store.s3}.
 */
@NullMarked
package jdvc.store.http;

import org.jspecify.annotations.NullMarked;
