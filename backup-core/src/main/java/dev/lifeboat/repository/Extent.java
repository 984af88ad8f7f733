package dev.lifeboat.repository;

/** How much of its source a backup holds. */
public enum Extent {
  /** All of it. */
  WHOLE,
  /** What options of the dump chose; its contents tell which. */
  PARTIAL
}
