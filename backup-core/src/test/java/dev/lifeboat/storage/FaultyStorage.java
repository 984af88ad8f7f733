package dev.lifeboat.storage;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.UnknownOutcomeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A decorator for tests that fails on demand and counts.
 *
 * <p>Each fault hits once, at the first chance after it was set; those that count are counted over
 * all uploads or reads from the moment they are set.
 */
public final class FaultyStorage extends ForwardingStorage {
  private final Fault write = new Fault();
  private final Fault commit = new Fault();
  private final Fault lostCommit = new Fault();
  private final Fault open = new Fault();
  private final Fault readByte = new Fault();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicInteger openUploads = new AtomicInteger();
  private final AtomicInteger openReads = new AtomicInteger();

  /**
   * Decorates a storage.
   *
   * @param delegate the storage that does the work
   */
  public FaultyStorage(Storage delegate) {
    super(delegate);
  }

  /** Lets the n-th write from now on, counted from 1, fail with an {@link IOException}. */
  public FaultyStorage failWrite(long n) {
    write.set(n, () -> new IOException("injected: write failed"));
    return this;
  }

  /** Lets the n-th commit from now on fail with nothing stored. */
  public FaultyStorage failCommit(long n, Supplier<? extends LifeboatException> failure) {
    commit.set(n, failure);
    return this;
  }

  /** Lets the n-th commit from now on take effect, and its answer be lost. */
  public FaultyStorage loseCommitAnswer(long n) {
    lostCommit.set(n, () -> new UnknownOutcomeException("injected: the answer was lost"));
    return this;
  }

  /** Lets the n-th finding, opening, listing or deleting from now on fail. */
  public FaultyStorage failRequest(long n, Supplier<? extends LifeboatException> failure) {
    open.set(n, failure);
    return this;
  }

  /** Lets reading fail with an {@link IOException} before the n-th byte from now on. */
  public FaultyStorage failReadAtByte(long n) {
    readByte.set(n, () -> new IOException("injected: connection dropped"));
    return this;
  }

  /** How many bytes were read so far. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /** How many bytes were written so far, committed or not. */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  /** How many uploads were started and not closed. */
  public int openUploads() {
    return openUploads.get();
  }

  /** How many streams were opened and not closed. */
  public int openReads() {
    return openReads.get();
  }

  @Override
  public Upload upload(ObjectKey key) {
    return new FaultyUpload(super.upload(key));
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    open.hitUnchecked();
    return new FaultyRead(super.read(key, offset, length));
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    open.hitUnchecked();
    return super.find(key);
  }

  @Override
  public Stream<StoredObject> list(ObjectKey folder) {
    open.hitUnchecked();
    return super.list(folder);
  }

  @Override
  public Stream<String> children(Optional<ObjectKey> folder) {
    open.hitUnchecked();
    return super.children(folder);
  }

  @Override
  public void delete(ObjectKey key) {
    open.hitUnchecked();
    super.delete(key);
  }

  /** Strikes once, when its countdown reaches zero. */
  private static final class Fault {
    private final AtomicLong left = new AtomicLong();
    private final AtomicReference<Supplier<? extends Exception>> failure = new AtomicReference<>();

    void set(long n, Supplier<? extends Exception> with) {
      failure.set(with);
      left.set(n);
    }

    void hit() throws IOException {
      hit(1);
    }

    void hit(long steps) throws IOException {
      long before = left.getAndUpdate(n -> Math.max(0, n - steps));
      if (before > 0 && before <= steps) {
        Exception e = failure.get().get();
        if (e instanceof IOException io) {
          throw io;
        }
        throw (LifeboatException) e;
      }
    }

    void hitUnchecked() {
      try {
        hit();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    long left() {
      return left.get();
    }
  }

  private final class FaultyUpload extends Upload {
    private final Upload delegate;
    private boolean closed;

    FaultyUpload(Upload delegate) {
      this.delegate = delegate;
      openUploads.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      failing(write);
      delegate.write(bytes, offset, length);
      bytesWritten.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
      delegate.flush();
    }

    @Override
    public void commit() throws IOException {
      failing(commit);
      delegate.commit();
      lostCommit.hit();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        openUploads.decrementAndGet();
      }
      delegate.close();
    }

    /** As real storages do, a failure discards the upload. */
    private void failing(Fault fault) throws IOException {
      try {
        fault.hit();
      } catch (IOException | LifeboatException e) {
        delegate.close();
        throw e;
      }
    }
  }

  private final class FaultyRead extends FilterInputStream {
    private boolean closed;

    FaultyRead(InputStream in) {
      super(in);
      openReads.incrementAndGet();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      long beforeFault = readByte.left() - 1;
      if (beforeFault == 0) {
        readByte.hit();
      }
      int wanted = beforeFault > 0 ? (int) Math.min(length, beforeFault) : length;
      int count = super.read(bytes, offset, wanted);
      if (count > 0) {
        readByte.hit(count);
        bytesRead.addAndGet(count);
      }
      return count;
    }

    @Override
    public long skip(long n) throws IOException {
      return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        openReads.decrementAndGet();
      }
      super.close();
    }
  }
}
