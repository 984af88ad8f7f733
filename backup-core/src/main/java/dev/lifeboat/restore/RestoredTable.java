package dev.lifeboat.restore;

/**
 * What was loaded into a table.
 *
 * @param schema its schema, unquoted
 * @param name its name, unquoted
 * @param rows how many rows the server took
 */
public record RestoredTable(String schema, String name, long rows) {}
