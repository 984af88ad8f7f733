package dev.lifeboat.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps immutable objects by key. Implementations are thread-safe.
 *
 * <p>All methods throw {@link dev.lifeboat.error.RetryableException} where trying again may help
 * (after the implementation's own retries), {@link dev.lifeboat.error.RefusedException} where it
 * will not (no permission, no such bucket), and {@link dev.lifeboat.error.UnknownOutcomeException}
 * where a write may or may not have taken effect. Lazy streams throw them from their terminal
 * operations as well.
 *
 * <p>A folder is no thing of its own: it is there while an object is below it. A key that is the
 * folder of other objects is not used for an object; implementations may refuse it.
 *
 * <p>Every implementation passes {@code StorageContract}, in {@code backup-testkit}.
 */
public interface Storage extends AutoCloseable {
  /**
   * Starts an object of unknown size. Nothing can be seen under the key before {@link
   * Upload#commit()}, which is also the first to tell whether the key is taken.
   *
   * @param key the name of the object to be
   * @return the stream to write to, which the caller commits and closes
   */
  Upload upload(ObjectKey key);

  /**
   * Reads a part of an object.
   *
   * @param key the object
   * @param offset the first byte to read, at least 0
   * @param length how many bytes to read; the stream ends early where the object does
   * @return the bytes, to be closed by the caller, none if the offset is at or beyond the end; its
   *     reads throw {@link java.io.IOException} when the storage fails half-way, and never end
   *     early for that reason
   * @throws MissingObjectException if there is no such object
   */
  InputStream read(ObjectKey key, long offset, long length);

  /**
   * Looks an object up.
   *
   * @param key the object
   * @return what is known of it, or empty if there is none
   */
  Optional<StoredObject> find(ObjectKey key);

  /**
   * All committed objects below a folder, whatever their depth, in the order of their keys. What
   * others have put there under names that are no {@link ObjectKey} is left out.
   *
   * @param folder the key that all results are {@linkplain ObjectKey#isBelow below}
   * @return a lazy stream, to be closed by the caller
   */
  Stream<StoredObject> list(ObjectKey folder);

  /**
   * The names directly below a folder, objects and folders alike, in the order in which {@link
   * #list} would come to them: a folder sorts as its name followed by {@code /}.
   *
   * @param folder the folder, or empty for the root
   * @return the last segments of keys and folders, lazily; to be closed by the caller
   */
  Stream<String> children(Optional<ObjectKey> folder);

  /**
   * Removes an object. An object that does not exist counts as removed.
   *
   * @param key the object
   */
  void delete(ObjectKey key);

  /**
   * What uploads that are neither committed nor closed have stored: all that {@link #sweepUploads}
   * would remove, however young.
   *
   * @return in no order; without those of which the storage does not tell since when they are
   */
  List<UnfinishedUpload> unfinishedUploads();

  /**
   * Removes what uploads that were neither committed nor closed have left behind, as after a crash.
   * An upload that is still being written and is caught by this fails; nothing of it is published.
   *
   * @param before only uploads started before this moment, by the storage's own clock
   * @return how many were removed
   */
  int sweepUploads(Instant before);

  /**
   * What time it is by the storage's own clock, as the last answers from there have told it; no
   * request is sent.
   *
   * @return empty if nothing told yet, or the storage has no clock but that of this machine
   */
  default Optional<Instant> now() {
    return Optional.empty();
  }

  /** Where this is, for messages: a path or URL without secrets. */
  String location();

  /** Releases what the storage itself opened; what the host passed in stays open. */
  @Override
  default void close() {}
}
