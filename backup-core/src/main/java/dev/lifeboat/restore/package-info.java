/**
 * Restoring: an archive or a SQL script goes into a target database.
 *
 * <p>{@link dev.lifeboat.restore.Restorer} checks the {@link dev.lifeboat.restore.Target} and the
 * roles, then goes over the archive as {@code pg_restore} does: what tables need, one entry after
 * another; the data, by workers; indexes and constraints, by workers as their dependencies and
 * locks allow; privileges; event triggers and materialized views; and statistics for the planner.
 */
@NullMarked
package dev.lifeboat.restore;

import org.jspecify.annotations.NullMarked;
