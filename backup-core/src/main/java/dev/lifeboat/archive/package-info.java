/**
 * The archive model of PostgreSQL's dump tools and its formats.
 *
 * <p>A {@link dev.lifeboat.archive.Toc} lists {@link dev.lifeboat.archive.TocEntry entries}, one
 * for each object; data blocks hold what COPY wrote. {@link dev.lifeboat.archive.CustomFormat} and
 * {@link dev.lifeboat.archive.PlainFormat} write them; {@link dev.lifeboat.archive.ArchiveSource}
 * is what a restore reads, wherever the bytes come from.
 *
 * <p>{@link dev.lifeboat.archive.DumpFile} is the door for whatever dump a user has: it tells by
 * the first bytes whether that is an archive, custom or made of files (a directory, a tar archive),
 * or a script, which {@link dev.lifeboat.archive.ScriptReader} cuts into statements.
 */
@NullMarked
package dev.lifeboat.archive;

import org.jspecify.annotations.NullMarked;
