package dev.lifeboat.cli;

import dev.lifeboat.embedded.EmbeddedServer;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.s3.S3Storage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What the demo brings along. Starting and closing are not to be interrupted, so that a demo that
 * is cancelled leaves nothing behind either.
 *
 * @param postgres the database server
 * @param bucket the bucket, on a server of its own
 * @param storage in that bucket
 */
record DemoServers(EmbeddedServer postgres, DemoBucket bucket, S3Storage storage)
    implements AutoCloseable {
  static DemoServers start() {
    try {
      return CompletableFuture.supplyAsync(DemoServers::startBoth).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new RetryableException("The demo's servers do not start; try again", e);
    }
  }

  private static DemoServers startBoth() {
    EmbeddedServer postgres = EmbeddedServer.start();
    try {
      DemoBucket bucket = DemoBucket.start();
      return new DemoServers(postgres, bucket, bucket.open());
    } catch (RuntimeException | Error e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try (postgres;
        bucket;
        storage) {
      // Closed in the opposite order.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
