/**
 * The few exceptions of Lifeboat, sorted by what is true afterwards and what the caller can do
 * next.
 *
 * <ul>
 *   <li>{@link dev.lifeboat.error.RetryableException}: nothing happened, trying again may help;
 *   <li>{@link dev.lifeboat.error.RefusedException}: nothing happened, trying again will not help;
 *   <li>{@link dev.lifeboat.error.UnknownOutcomeException}: it may have happened, look before
 *       trying again;
 *   <li>{@link dev.lifeboat.error.DamagedException}: stored data is not what was written.
 * </ul>
 *
 * <p>{@link dev.lifeboat.error.Uninterrupted} does what must be done whatever happened, such as
 * cleaning up after a run that was cancelled.
 *
 * <p>Messages are one sentence that names the thing and the next step. They never hold a secret.
 */
@NullMarked
package dev.lifeboat.error;

import org.jspecify.annotations.NullMarked;
