package dev.lifeboat.storage;

import dev.lifeboat.error.Given;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A storage for tests that keeps everything on the heap. */
public final class MemoryStorage implements Storage {
  private final ConcurrentNavigableMap<String, Content> objects = new ConcurrentSkipListMap<>();
  private final Set<MemoryUpload> uploads = ConcurrentHashMap.newKeySet();
  private final InstantSource clock;

  /** An empty storage by the system's clock. */
  public MemoryStorage() {
    this(Clock.systemUTC());
  }

  /**
   * An empty storage.
   *
   * @param clock tells when an object was stored and an upload started
   */
  public MemoryStorage(InstantSource clock) {
    this.clock = Given.value(clock, "the clock of the storage");
  }

  @Override
  public Upload upload(ObjectKey key) {
    MemoryUpload upload = new MemoryUpload(given(key));
    uploads.add(upload);
    return upload;
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("Negative range: %d, %d".formatted(offset, length));
    }
    Content content = objects.get(given(key).value());
    if (content == null) {
      throw new MissingObjectException(key, location());
    }
    int from = (int) Math.min(offset, content.bytes.length);
    int count = (int) Math.min(length, content.bytes.length - from);
    return new ByteArrayInputStream(content.bytes, from, count);
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(given(key).value()))
        .map(content -> content.describedAs(key.value()));
  }

  @Override
  public Stream<StoredObject> list(ObjectKey folder) {
    return below(given(folder).value() + "/").entrySet().stream()
        .map(entry -> entry.getValue().describedAs(entry.getKey()));
  }

  @Override
  public Stream<String> children(Optional<ObjectKey> folder) {
    String prefix = Given.value(folder, "the folder to list").map(f -> f.value() + "/").orElse("");
    return below(prefix).keySet().stream()
        .map(key -> key.substring(prefix.length()).split("/")[0])
        .distinct();
  }

  @Override
  public void delete(ObjectKey key) {
    objects.remove(given(key).value());
  }

  @Override
  public List<UnfinishedUpload> unfinishedUploads() {
    return uploads.stream().map(MemoryUpload::unfinished).toList();
  }

  @Override
  public int sweepUploads(Instant before) {
    Given.value(before, "the moment before which uploads began");
    int swept = 0;
    for (MemoryUpload upload : uploads) {
      if (upload.startedAt.isBefore(before) && uploads.remove(upload)) {
        swept++;
      }
    }
    return swept;
  }

  /** How many uploads are neither committed nor closed, to find a leak. */
  public int openUploads() {
    return uploads.size();
  }

  /**
   * Replaces an object's bytes, as a failing disk or an attacker would.
   *
   * @param key an object that exists
   * @param bytes its new content
   */
  public void tamper(ObjectKey key, byte[] bytes) {
    Given.value(bytes, "the new content");
    objects.put(given(key).value(), new Content(bytes.clone(), clock.instant()));
  }

  @Override
  public String location() {
    return "memory";
  }

  private static ObjectKey given(ObjectKey key) {
    return Given.value(key, "the key of an object");
  }

  private ConcurrentNavigableMap<String, Content> below(String prefix) {
    return prefix.isEmpty() ? objects : objects.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  private record Content(byte[] bytes, Instant storedAt) {
    StoredObject describedAs(String key) {
      return new StoredObject(new ObjectKey(key), bytes.length, storedAt);
    }
  }

  private final class MemoryUpload extends Upload {
    private final ObjectKey key;
    private final Instant startedAt = clock.instant();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean finished;

    MemoryUpload(ObjectKey key) {
      this.key = key;
    }

    UnfinishedUpload unfinished() {
      return new UnfinishedUpload(Optional.of(key), startedAt, OptionalLong.of(bytes.size()));
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (finished) {
        throw new IOException("The upload of '%s' is closed".formatted(key));
      }
      bytes.write(source, offset, length);
    }

    @Override
    public void commit() {
      if (finished) {
        throw new IllegalStateException("The upload of '%s' is closed".formatted(key));
      }
      finished = true;
      if (!uploads.remove(this)) {
        throw new dev.lifeboat.error.RefusedException(
            "The upload of '%s' was swept as abandoned; upload it again".formatted(key));
      }
      Content content = new Content(bytes.toByteArray(), clock.instant());
      if (objects.putIfAbsent(key.value(), content) != null) {
        throw new KeyExistsException(key, location());
      }
    }

    @Override
    public void close() {
      finished = true;
      uploads.remove(this);
    }
  }
}
