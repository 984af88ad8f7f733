/**
 * Lifeboat and PostgreSQL's own programs, measured in turn on the same databases.
 *
 * <p>{@link dev.lifeboat.benchmark.Main} starts a {@link dev.lifeboat.benchmark.Server}, makes a
 * {@link dev.lifeboat.benchmark.DatabaseKind}, lets each {@link dev.lifeboat.benchmark.Contender}
 * have its turn in every round of a {@link dev.lifeboat.benchmark.Contest}, takes a {@link
 * dev.lifeboat.benchmark.Measurement} of each turn, and prints a {@link
 * dev.lifeboat.benchmark.Report}.
 */
@NullMarked
package dev.lifeboat.benchmark;

import org.jspecify.annotations.NullMarked;
