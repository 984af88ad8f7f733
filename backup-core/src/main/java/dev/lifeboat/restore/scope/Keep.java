package dev.lifeboat.restore.scope;

/** What becomes of something that the archive tells. */
public enum Keep {
  /** Restored as it was. */
  AS_ARCHIVED,
  /** Left out. */
  LEFT_OUT
}
