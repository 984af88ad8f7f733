/**
 * Tables that the target has already and that take rows: what acts on rows that come into them
 * (triggers, rules, foreign keys), in which order they must be loaded, and what is done to them
 * around a load.
 */
@NullMarked
package dev.lifeboat.restore.existing;

import org.jspecify.annotations.NullMarked;
