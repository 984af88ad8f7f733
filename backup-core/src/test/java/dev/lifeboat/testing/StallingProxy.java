package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A network between a client and a test server that can go dead without a word: connections stay
 * open and nothing is forwarded any more. Thread-safe.
 */
public final class StallingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final TestDatabase database;
  private final Queue<Link> links = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong forwarded = new AtomicLong();
  private volatile boolean dead;
  private volatile long moment = -1;
  private volatile Runnable event = () -> {};

  private StallingProxy(TestDatabase database) throws IOException {
    this.database = database;
    this.listener = new ServerSocket(0, 200, InetAddress.getByName(TestPostgres.HOST));
  }

  /** A network in front of a database's server, which works for now. */
  public static StallingProxy before(TestDatabase database) throws IOException {
    StallingProxy proxy = new StallingProxy(database);
    start(proxy::accept);
    return proxy;
  }

  /** Connects to the database through this network. */
  public DataSource dataSource() {
    return dataSource(database.name());
  }

  /** Connects to another database of the server through this network. */
  public DataSource dataSource(String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {TestPostgres.HOST});
    source.setPortNumbers(new int[] {listener.getLocalPort()});
    source.setDatabaseName(name);
    source.setUser(TestPostgres.SUPERUSER);
    return source;
  }

  /** The address of the database through this network. */
  public String url() {
    return "postgresql://%s@%s:%d/%s"
        .formatted(
            TestPostgres.SUPERUSER, TestPostgres.HOST, listener.getLocalPort(), database.name());
  }

  /** How many connections were made through it. */
  public int connections() {
    return accepted.get();
  }

  /** How many pieces of data it has forwarded, in both directions. */
  public long forwarded() {
    return forwarded.get();
  }

  /**
   * Lets something happen before a piece of data is forwarded.
   *
   * @param number of the piece, from 1 on
   */
  public void before(long number, Runnable happening) {
    event = happening;
    moment = number;
  }

  /** Forwards nothing any more, on connections that are there and on those that come. */
  public void die() {
    dead = true;
    stall();
  }

  /** Forwards nothing any more on the connections that are there; those that come work. */
  public void stall() {
    links.forEach(link -> link.stalled = true);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    links.forEach(Link::close);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      accepted.incrementAndGet();
      Link link = new Link(client, new Socket(TestPostgres.HOST, database.server().port()));
      link.stalled = dead;
      links.add(link);
      start(() -> link.forward(link.client.getInputStream(), link.server.getOutputStream()));
      start(() -> link.forward(link.server.getInputStream(), link.client.getOutputStream()));
    }
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // closed: by the test, or by one of the two ends
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "stalling-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Does something with sockets. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** One connection, from end to end. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean stalled;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    /** Once stalled, it neither reads nor writes nor closes. */
    void forward(InputStream in, OutputStream out) throws IOException {
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); !stalled; count = in.read(buffer)) {
        if (count < 0) {
          close();
          return;
        }
        if (forwarded.incrementAndGet() == moment) {
          event.run();
        }
        if (!stalled) {
          out.write(buffer, 0, count);
        }
      }
    }

    void close() {
      try (client) {
        server.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
