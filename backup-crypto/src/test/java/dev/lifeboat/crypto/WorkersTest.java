package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.BackupRequest;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.Source;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each worker encrypts what it dumps, and none waits for another to have done so. */
class WorkersTest {
  /** Where one waited for another, no second would come into an encryption while a first is in. */
  @Test
  void twoEncryptAtTheSameTime() {
    try (TestDatabase source = TestPostgres.of(17).createDatabase()) {
      for (String table : List.of("first", "second")) {
        source.execute(
            "CREATE TABLE %s AS SELECT sha512(i::text::bytea) AS x FROM generate_series(1, 200000) i"
                .formatted(table));
      }
      Meeting meeting = new Meeting(Age.to(X25519Identity.generate().recipient()));

      // Small tables share a volume, which one worker writes at a time; these do not fit one.
      DumpOptions options = DumpOptions.defaults().withJobs(2).withVolumeSizeBytes(6L << 20);

      Lifeboat.builder()
          .source(Source.of("school", source.dataSource()))
          .storage(new MemoryStorage(SettableClock.at("2026-11-22T06:00:00Z")))
          .encryption(meeting)
          .build()
          .backup(BackupRequest.create().withOptions(options));

      assertThat(meeting.threads).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  /** Holds whoever comes out of an encryption with a first chunk until two have come so far. */
  private static final class Meeting implements Encryption {
    private final Encryption encryption;
    private final CountDownLatch both = new CountDownLatch(2);
    private final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());

    Meeting(Encryption encryption) {
      this.encryption = encryption;
    }

    @Override
    public String scheme() {
      return encryption.scheme();
    }

    @Override
    public List<String> recipients() {
      return encryption.recipients();
    }

    @Override
    public String extension() {
      return encryption.extension();
    }

    @Override
    public FinishableOutputStream encrypt(OutputStream target) throws IOException {
      return encryption.encrypt(
          new FilterOutputStream(target) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              if (length >= ChunkCipher.PLAIN_LENGTH) {
                meet();
              }
              out.write(bytes, offset, length);
            }
          });
    }

    private void meet() throws IOException {
      if (threads.add(Thread.currentThread())) {
        both.countDown();
      }
      try {
        if (!both.await(20, TimeUnit.SECONDS)) {
          throw new IOException("one encrypted alone");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
