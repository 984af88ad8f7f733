/**
 * What is dumped of a source: values that a host puts together, without a connection.
 *
 * <p>{@link dev.lifeboat.dump.scope.DumpScope} holds it all: a {@link
 * dev.lifeboat.dump.scope.DumpFilter} chooses objects by {@linkplain
 * dev.lifeboat.dump.scope.NamePattern patterns}, {@link dev.lifeboat.dump.scope.DumpContent} which
 * part of each, and {@link dev.lifeboat.dump.scope.Omission} what is left out of every one.
 */
@NullMarked
package dev.lifeboat.dump.scope;

import org.jspecify.annotations.NullMarked;
