package dev.lifeboat.dump;

/** Which part of a source is dumped. */
public enum DumpContent {
  /** Definitions and data. */
  ALL,
  /** Definitions alone. */
  SCHEMA_ONLY,
  /** Data alone. */
  DATA_ONLY
}
