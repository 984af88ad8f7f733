package dev.lifeboat.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands before an S3 server and answers some requests itself, with a refusal. */
final class RefusingRelay implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

  private final URI server;
  private final ServerSocket socket;
  private volatile Pattern refused = Pattern.compile("(?!)");
  private volatile String refusal = "";

  private RefusingRelay(URI server, ServerSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  /** Starts on a free port of the loopback interface. */
  static RefusingRelay before(URI server) {
    try {
      RefusingRelay relay =
          new RefusingRelay(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      daemon(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /**
   * Refuses requests from now on.
   *
   * @param requests the beginnings of their first lines, as a regular expression
   */
  void refuse(String requests, int status, String code) {
    String body = "<Error><Code>%s</Code><Message>injected</Message></Error>".formatted(code);
    refusal =
        "HTTP/1.1 %d No\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body);
    refused = Pattern.compile(requests);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      daemon(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client;
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      daemon(() -> upstream.getInputStream().transferTo(client.getOutputStream()));
      InputStream requests = new BufferedInputStream(client.getInputStream());
      OutputStream toServer = upstream.getOutputStream();
      for (String head = head(requests); !head.isEmpty(); head = head(requests)) {
        if (refused.matcher(head).lookingAt()) {
          client.getOutputStream().write(refusal.getBytes(StandardCharsets.ISO_8859_1));
        } else {
          toServer.write(head.getBytes(StandardCharsets.ISO_8859_1));
          Matcher length = LENGTH.matcher(head);
          toServer.write(
              requests.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
          toServer.flush();
        }
      }
    }
  }

  private static String head(InputStream requests) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = requests.read(); b >= 0; b = requests.read()) {
      head.write(b);
      if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static void daemon(Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (IOException e) {
                // A connection ended, or the relay was closed.
              }
            },
            "refusing-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Action {
    void run() throws IOException;
  }
}
