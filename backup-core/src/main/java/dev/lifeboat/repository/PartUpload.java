package dev.lifeboat.repository;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.codec.Sha256;
import dev.lifeboat.dump.VolumeOutput;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.error.UnknownOutcomeException;
import dev.lifeboat.storage.KeyExistsException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.Upload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A part of a backup on its way: counted, encrypted, hashed and counted again, uploaded. For one
 * thread at a time.
 */
final class PartUpload extends VolumeOutput {
  private final Storage storage;
  private final ObjectKey key;
  private final Consumer<StoredPart> committed;
  private final Upload upload;
  private final Sha256 stored = new Sha256();
  private final FinishableOutputStream encrypted;
  private long plainSizeBytes;

  /**
   * Begins a part.
   *
   * @param committed hears of the part once it is stored
   */
  PartUpload(Storage storage, ObjectKey key, Encryption encryption, Consumer<StoredPart> committed)
      throws IOException {
    this.storage = storage;
    this.key = key;
    this.committed = committed;
    this.upload = storage.upload(key);
    try {
      this.encrypted = encryption.encrypt(new Hashed());
    } catch (IOException | RuntimeException e) {
      upload.close();
      throw e;
    }
  }

  /**
   * Stores a small object that nobody else writes, unencrypted.
   *
   * @throws RetryableException if it is not there now, and trying again may help
   */
  static void store(Storage storage, ObjectKey key, byte[] bytes) {
    try (PartUpload upload = new PartUpload(storage, key, Plaintext.INSTANCE, stored -> {})) {
      upload.write(bytes);
      upload.commit();
    } catch (IOException e) {
      throw new RetryableException(
          "Could not store '%s' in %s (%s); try again"
              .formatted(key, storage.location(), e.getMessage()),
          e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    encrypted.write(b);
    plainSizeBytes++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    encrypted.write(bytes, offset, length);
    plainSizeBytes += length;
  }

  @Override
  public void commit() throws IOException {
    encrypted.finish();
    StoredPart part = new StoredPart(key.name(), stored.sizeBytes(), stored.hex(), plainSizeBytes);
    try {
      upload.commit();
    } catch (UnknownOutcomeException | KeyExistsException e) {
      requireStored(part, e);
    }
    committed.accept(part);
  }

  @Override
  public void close() throws IOException {
    try {
      encrypted.close();
    } finally {
      Uninterrupted.run(upload::close);
    }
  }

  /**
   * The answer was lost, or an attempt whose answer was lost came first. Nobody else writes under
   * this key, so what is there is ours if it is what was sent, to the last byte.
   */
  private void requireStored(StoredPart part, RuntimeException failure) throws IOException {
    Optional<StoredPart> found = Uninterrupted.call(() -> StoredBytes.lookAt(storage, key));
    if (found.isEmpty() && failure.getCause() instanceof LifeboatException known) {
      throw known;
    }
    if (found.isEmpty()) {
      throw new RetryableException(
          "The upload of '%s' to %s was not answered, and it is not there; try again"
              .formatted(key, storage.location()),
          failure);
    }
    if (!found.get().sha256().equals(part.sha256())) {
      throw failure;
    }
  }

  /** Hashes what is uploaded. */
  private final class Hashed extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      upload.write(bytes, offset, length);
      stored.add(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      upload.flush();
    }
  }
}
