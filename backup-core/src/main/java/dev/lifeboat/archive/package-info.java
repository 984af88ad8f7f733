/**
 * The archive model of PostgreSQL's dump tools and its formats.
 *
 * <p>A {@link dev.lifeboat.archive.Toc} lists {@link dev.lifeboat.archive.TocEntry entries}, one
 * for each object; data blocks hold what COPY wrote. {@link dev.lifeboat.archive.CustomFormat} and
 * {@link dev.lifeboat.archive.PlainFormat} write them; {@link dev.lifeboat.archive.ArchiveSource}
 * is what a restore reads, wherever the bytes come from.
 */
@NullMarked
package dev.lifeboat.archive;

import org.jspecify.annotations.NullMarked;
