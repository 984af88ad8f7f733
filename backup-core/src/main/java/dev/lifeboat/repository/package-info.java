/**
 * The backups of one or more sources in one storage.
 *
 * <p>A backup is its volumes, its {@link dev.lifeboat.repository.Contents contents} and its {@link
 * dev.lifeboat.repository.Manifest manifest}; it exists if and only if its manifest does. Writing
 * goes volumes, contents, manifest; reading goes the other way round; removing begins with the
 * manifest. Nothing is ever overwritten. {@code docs/format.md} tells the layout and the JSON.
 */
@NullMarked
package dev.lifeboat.repository;

import org.jspecify.annotations.NullMarked;
