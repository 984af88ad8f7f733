/**
 * What a source holds: its objects, how each is made, and what each needs.
 *
 * <p>A kind of object is one class that implements {@link dev.lifeboat.dump.catalog.Kind}: its
 * catalog query, its TOC entry and its DDL; {@link dev.lifeboat.dump.catalog.Kinds} lists them all.
 * Reading fills a {@link dev.lifeboat.dump.catalog.Catalog} with {@link
 * dev.lifeboat.dump.catalog.Node nodes}; {@link dev.lifeboat.dump.catalog.Dependencies} adds what
 * {@code pg_depend} says, breaks loops and sorts; {@link dev.lifeboat.dump.catalog.TocBuilder}
 * writes the nodes down as TOC entries.
 */
@NullMarked
package dev.lifeboat.dump.catalog;

import org.jspecify.annotations.NullMarked;
