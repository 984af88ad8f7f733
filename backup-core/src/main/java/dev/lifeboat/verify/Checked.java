package dev.lifeboat.verify;

/**
 * How much a verification looked at; 0 for what its depth does not look at.
 *
 * @param objects stored objects
 * @param storedBytes bytes of stored objects that were read
 * @param tables tables whose rows were compared
 * @param rows rows that were compared
 * @param sequences sequences whose values were compared
 * @param largeObjects large objects that were compared
 */
public record Checked(
    long objects, long storedBytes, long tables, long rows, long sequences, long largeObjects) {}
