package dev.lifeboat.cli;

import dev.lifeboat.embedded.EmbeddedServer;
import dev.lifeboat.error.Uninterrupted;
import dev.lifeboat.s3.S3Storage;

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
    return Uninterrupted.call(DemoServers::startBoth);
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
    Uninterrupted.run(this::closeAll);
  }

  private void closeAll() {
    try (postgres;
        bucket;
        storage) {
      // Closed in the opposite order.
    }
  }
}
