/**
 * Talking to PostgreSQL: sessions that state what they need and leave no trace, quoting, snapshots,
 * COPY, and URLs.
 */
@NullMarked
package dev.lifeboat.postgres;

import org.jspecify.annotations.NullMarked;
