package dev.lifeboat.retention;

/** What the latest conclusive verifications have proved of a backup, weakest first. */
public enum Proof {
  /** Nothing, or the latest verification failed. */
  NONE,
  /** What is stored is what was written: checksums or more, short of a restore. */
  STORED,
  /** The data came back: restored and compared. */
  RESTORED
}
