/**
 * What of an archive is restored: values that a host puts together, without a connection.
 *
 * <p>{@link dev.lifeboat.restore.scope.RestoreScope} holds it all: a {@link
 * dev.lifeboat.restore.scope.RestoreFilter} chooses entries by exact names or by a {@link
 * dev.lifeboat.restore.scope.EntryList list}, a {@link dev.lifeboat.dump.scope.DumpContent} which
 * part of each, and an {@link dev.lifeboat.dump.scope.Omission} what is left out of every one.
 * {@link dev.lifeboat.restore.scope.EntrySelection} applies it to a table of contents.
 */
@NullMarked
package dev.lifeboat.restore.scope;

import org.jspecify.annotations.NullMarked;
