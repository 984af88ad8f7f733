/**
 * Which backups to keep, and why: pure functions over what is known of backups, no I/O.
 *
 * <p>A {@link dev.lifeboat.retention.RetentionPolicy} looks at {@link
 * dev.lifeboat.retention.Candidate candidates} and says of each, with its reason, whether it stays.
 */
@NullMarked
package dev.lifeboat.retention;

import org.jspecify.annotations.NullMarked;
