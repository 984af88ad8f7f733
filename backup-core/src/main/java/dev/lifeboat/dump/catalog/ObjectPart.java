package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;

/**
 * An object, or one of its columns.
 *
 * @param object the object
 * @param number of the column; 0 for the object itself
 */
record ObjectPart(CatalogId object, int number) {}
