/**
 * Shows that a restored copy is the same database: each case makes objects; they are loaded,
 * dumped, restored, and the copy is compared with the source by an independent reader of the system
 * catalogs, on every server that has what the case is about.
 *
 * <ul>
 *   <li>what is shown: {@code SuiteCase}, mostly scripts, {@code ConformanceCase}
 *   <li>how: {@code RoundTrip}, {@code ArchiveContent}
 *   <li>where: {@code Lane}, the cases of one server
 * </ul>
 */
@NullMarked
package dev.lifeboat.conformance;

import org.jspecify.annotations.NullMarked;
