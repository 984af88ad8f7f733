/**
 * Storage in Amazon S3 and what speaks its protocol: {@link dev.lifeboat.s3.S3Storage}.
 *
 * <p>What is relied on: strong consistency of reads and listings after writes, listings in the
 * order of UTF-8 keys, and {@code If-None-Match: *} on PutObject and CompleteMultipartUpload. A
 * store that ignores that header lets a second writer of the same key overwrite the first.
 */
@NullMarked
package dev.lifeboat.s3;

import org.jspecify.annotations.NullMarked;
