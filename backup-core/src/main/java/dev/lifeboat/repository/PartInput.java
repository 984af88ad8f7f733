package dev.lifeboat.repository;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The plain bytes of a stored part, read from its beginning to its end. The end comes only after
 * the stored bytes were found to have the size and the SHA-256 of the manifest; so a part that was
 * cut, altered, or swapped with another is found even where nothing is encrypted. For one thread at
 * a time.
 */
final class PartInput extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** The part of the heap that one may take that is read whole. */
  private static final int WHOLE_SHARE = 4;

  private final String title;
  private final StoredPart part;
  private final HashedInput stored;
  private final InputStream plain;
  private long plainBytes;
  private boolean ended;
  private boolean checked;

  PartInput(Storage storage, ObjectKey key, StoredPart part, Decryption decryption)
      throws IOException {
    this.title = "'%s' in %s".formatted(key, storage.location());
    this.part = part;
    this.stored = new HashedInput(open(storage, key, part));
    try {
      this.plain = new BufferedInputStream(decryption.decrypt(stored), BUFFER_BYTES);
    } catch (IOException | RuntimeException e) {
      try (stored) {
        // An altered header may look like one that was written for somebody else.
        blameDamage(e);
      }
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count = readPlain(bytes, offset, length);
    if (count < 0) {
      ended = true;
      requireIntact();
      requireSize();
    }
    plainBytes += Math.max(0, count);
    return count;
  }

  /**
   * Reads by a reading, and on to the end, so that everything is checked.
   *
   * @param reading what wants the plain bytes
   * @return what the reading makes of them
   * @throws DamagedException if the stored bytes are not what was written; this comes before
   *     whatever the reading throws, which is then but a consequence
   */
  <T> T read(Reading<T> reading) throws IOException {
    try {
      T result = reading.from(this);
      transferTo(OutputStream.nullOutputStream());
      return result;
    } catch (IOException | RuntimeException e) {
      blameDamage(e);
      throw e;
    }
  }

  /**
   * All plain bytes, none of which is shown before everything was checked; of a part that was in
   * memory when it was written.
   *
   * @throws DamagedException if the stored bytes are not what was written
   * @throws RefusedException if they do not fit the heap
   */
  byte[] readWhole() throws IOException {
    long room = Runtime.getRuntime().maxMemory() / WHOLE_SHARE;
    if (part.plainSizeBytes() > room) {
      throw new RefusedException(
          "%s has %d bytes, more than a quarter of the heap; give Java a larger one (java -Xmx)"
              .formatted(title, part.plainSizeBytes()));
    }
    return read(
        plain -> plain.readNBytes((int) Math.min(Integer.MAX_VALUE, part.plainSizeBytes())));
  }

  private void blameDamage(Exception consequence) throws IOException {
    try {
      requireIntact();
    } catch (DamagedException e) {
      e.addSuppressed(consequence);
      throw e;
    } catch (IOException | LifeboatException e) {
      consequence.addSuppressed(e);
    }
  }

  /** Whatever became of the plain bytes, reads what is left of the stored ones and compares all. */
  private void requireIntact() throws IOException {
    if (checked) {
      return;
    }
    stored.transferTo(OutputStream.nullOutputStream());
    checked = true;
    String sha256 = stored.sha256().hex();
    if (stored.sha256().sizeBytes() < part.sizeBytes()) {
      throw damaged(
          "it is cut after %d of %d bytes"
              .formatted(stored.sha256().sizeBytes(), part.sizeBytes()));
    }
    if (stored.sha256().sizeBytes() > part.sizeBytes()) {
      throw damaged("it has more than its %d bytes".formatted(part.sizeBytes()));
    }
    if (!sha256.equals(part.sha256())) {
      throw damaged("its SHA-256 is %s and should be %s".formatted(sha256, part.sha256()));
    }
  }

  /** The stored bytes are right: so it is the manifest that is not. */
  private void requireSize() {
    if (plainBytes != part.plainSizeBytes()) {
      throw new DamagedException(
          "%s holds %d bytes, and its manifest, which is damaged, says %d; restore another backup"
              .formatted(title, plainBytes, part.plainSizeBytes()));
    }
  }

  @Override
  public void close() throws IOException {
    try (stored) {
      plain.close();
    }
  }

  /** One byte more than there should be is asked for, so that a longer object is noticed. */
  private static InputStream open(Storage storage, ObjectKey key, StoredPart part) {
    return StoredBytes.listed(storage, key, 0, part.sizeBytes() + 1);
  }

  private int readPlain(byte[] bytes, int offset, int length) throws IOException {
    try {
      return plain.read(bytes, offset, length);
    } catch (DamagedException e) {
      throw named(e);
    }
  }

  private DamagedException damaged(String how) {
    return new DamagedException(title + " is damaged: " + how + "; restore another backup");
  }

  private DamagedException named(DamagedException cause) {
    return new DamagedException(title + " is damaged: " + cause.getMessage(), cause);
  }
}
