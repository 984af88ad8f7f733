package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/** Lets a test do something just before a connection is opened. */
public final class WatchedDataSource extends OpaqueDataSource {
  private final AtomicInteger asked = new AtomicInteger();
  private final IntConsumer before;

  /**
   * Watches another data source.
   *
   * @param before is called before each connection, with its number from 1 on
   */
  public WatchedDataSource(DataSource source, IntConsumer before) {
    super(source);
    this.before = before;
  }

  @Override
  public Connection getConnection() throws SQLException {
    before.accept(asked.incrementAndGet());
    return super.getConnection();
  }
}
