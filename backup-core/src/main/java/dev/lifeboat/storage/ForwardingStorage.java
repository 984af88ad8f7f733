package dev.lifeboat.storage;

import dev.lifeboat.error.Given;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Passes everything on to another storage: the base of decorators, which change what they care for.
 *
 * <p>Closing it closes the other storage.
 */
public abstract class ForwardingStorage implements Storage {
  private final Storage delegate;

  /**
   * For decorators.
   *
   * @param delegate the storage to pass everything on to
   */
  protected ForwardingStorage(Storage delegate) {
    this.delegate = Given.value(delegate, "the storage to pass everything on to");
  }

  @Override
  public Upload upload(ObjectKey key) {
    return delegate.upload(key);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    return delegate.read(key, offset, length);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return delegate.find(key);
  }

  @Override
  public Stream<StoredObject> list(ObjectKey folder) {
    return delegate.list(folder);
  }

  @Override
  public Stream<String> children(Optional<ObjectKey> folder) {
    return delegate.children(folder);
  }

  @Override
  public void delete(ObjectKey key) {
    delegate.delete(key);
  }

  @Override
  public List<UnfinishedUpload> unfinishedUploads() {
    return delegate.unfinishedUploads();
  }

  @Override
  public int sweepUploads(Instant before) {
    return delegate.sweepUploads(before);
  }

  @Override
  public Optional<Instant> now() {
    return delegate.now();
  }

  @Override
  public String location() {
    return delegate.location();
  }

  @Override
  public void close() {
    delegate.close();
  }

  @Override
  public String toString() {
    return "%s[%s]".formatted(getClass().getSimpleName(), delegate);
  }
}
