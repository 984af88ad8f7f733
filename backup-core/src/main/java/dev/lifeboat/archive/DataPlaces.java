package dev.lifeboat.archive;

/** How the entries of an archive tell where their data is. */
enum DataPlaces {
  /** By a position in the same file: custom archives. */
  OFFSETS,
  /** By the name of a file beside the table of contents: directory and tar archives. */
  FILES
}
