/**
 * Shows that a restored copy is the same database: each case is a script that makes objects; it is
 * loaded, dumped, restored, and the copy is compared with the source by an independent reader of
 * the system catalogs.
 */
@NullMarked
package dev.lifeboat.conformance;

import org.jspecify.annotations.NullMarked;
