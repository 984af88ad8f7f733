package dev.lifeboat.repository;

/**
 * What a backup holds, in numbers.
 *
 * @param tables how many tables' data
 * @param rows how many rows
 * @param dataBytes how many bytes of COPY text and large objects
 * @param storedBytes how many bytes are stored, the manifest aside
 */
public record Totals(long tables, long rows, long dataBytes, long storedBytes) {}
