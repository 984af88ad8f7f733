/**
 * What the library tells its host while it works: progress, warnings and results.
 *
 * <p>A host implements {@link dev.lifeboat.event.Listener}; the library calls it through {@link
 * dev.lifeboat.event.Events}, which keeps a faulty listener from harming the work.
 */
@NullMarked
package dev.lifeboat.event;

import org.jspecify.annotations.NullMarked;
