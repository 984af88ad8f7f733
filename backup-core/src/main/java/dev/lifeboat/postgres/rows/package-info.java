/**
 * Reads the rows of tables as COPY writes them, without ever holding a large one.
 *
 * <p>The server sends a row in one message, which the driver keeps in one array. So {@link
 * dev.lifeboat.postgres.rows.LargeColumns} finds the tables that may have rows too large for that,
 * and {@link dev.lifeboat.postgres.rows.TableReader} has the server cut their values into pieces,
 * of which it makes the text that COPY would have sent.
 */
@NullMarked
package dev.lifeboat.postgres.rows;

import org.jspecify.annotations.NullMarked;
