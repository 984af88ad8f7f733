package dev.lifeboat.repository;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;

/** A volume of a backup, read whole or in ranges. Thread-safe: each read opens it anew. */
record StoredVolume(
    Repository repository, Manifest manifest, StoredPart part, Decryption decryption) {
  /** Its plain bytes from the beginning to the end, all of which are compared with the manifest. */
  PartInput open() throws IOException {
    return repository.open(manifest, part, decryption);
  }

  /** Its plain bytes, any range of them, which the reader compares with the contents. */
  ByteRanges ranges() throws IOException {
    return repository.ranges(manifest, part, decryption);
  }

  /** Its key, for messages. */
  String title() {
    return repository.key(manifest, part).value();
  }

  /**
   * Reads all of it after a failure that may be but a consequence of damage, which is told then.
   *
   * @throws DamagedException if it is not what was written
   */
  void requireIntact(LifeboatException consequence) {
    try (PartInput whole = open()) {
      whole.read(plain -> null);
    } catch (DamagedException e) {
      e.addSuppressed(consequence);
      throw e;
    } catch (IOException | LifeboatException e) {
      consequence.addSuppressed(e);
    }
  }
}
