package dev.lifeboat.repository;

/** How much of the volumes of a backup is read. */
public enum VolumeReads {
  /**
   * What is wanted, where that is the smaller part of a volume: each slice is compared with the
   * contents, and nothing else of the volume is looked at.
   */
  THRIFTY,

  /**
   * Every volume that anything is wanted of, from its beginning to its end, which is compared with
   * the manifest, and each slice with the contents besides: what a proof needs.
   */
  WHOLE
}
