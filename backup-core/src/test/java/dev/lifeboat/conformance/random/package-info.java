/**
 * Databases that nobody thought of: {@link dev.lifeboat.conformance.random.RandomSchema} writes
 * them down from a number, {@link dev.lifeboat.conformance.random.RandomSchemaTest} backs them up
 * and compares the copy.
 */
@NullMarked
package dev.lifeboat.conformance.random;

import org.jspecify.annotations.NullMarked;
