package dev.lifeboat.repository;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;

/** A volume of a backup, read whole or in ranges. Thread-safe: each read opens it anew. */
record StoredVolume(
    BackupReader backups, Manifest manifest, StoredPart part, Decryption decryption) {
  /** Its plain bytes from the beginning to the end, all of which are compared with the manifest. */
  PartInput open() throws IOException {
    return backups.open(manifest, part, decryption);
  }

  /**
   * Reads ranges of its plain bytes.
   *
   * @param reading compares what it reads with the contents
   * @return what the reading makes of them
   * @throws DamagedException if they are not what was written; whatever the reading throws may be
   *     but a consequence, so that all of the volume is looked at then
   */
  <T> T readRanges(RangeReading<T> reading) throws IOException {
    try {
      return reading.from(backups.ranges(manifest, part, decryption));
    } catch (DamagedException | RefusedException e) {
      requireIntact(e);
      throw e;
    }
  }

  /** Its key, for messages. */
  String title() {
    return Layout.part(manifest, part).value();
  }

  /**
   * Reads all of it after a failure that may be but a consequence of damage, which is told then.
   *
   * @throws DamagedException if it is not what was written
   */
  private void requireIntact(LifeboatException consequence) {
    try (PartInput whole = open()) {
      whole.read(plain -> null);
    } catch (DamagedException e) {
      e.addSuppressed(consequence);
      throw e;
    } catch (IOException | LifeboatException e) {
      consequence.addSuppressed(e);
    }
  }

  /** Reads ranges of a volume. */
  @FunctionalInterface
  interface RangeReading<T> {
    T from(ByteRanges plain) throws IOException;
  }
}
