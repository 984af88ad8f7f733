/**
 * The one door: {@link dev.lifeboat.Lifeboat}, composed once, then verbs.
 *
 * <p>Every verb has the same shape: a request (immutable), a run, a result (a record that says what
 * is now true). What a verb does is told to the {@link dev.lifeboat.event.Listener} while it runs.
 */
@NullMarked
package dev.lifeboat;

import org.jspecify.annotations.NullMarked;
