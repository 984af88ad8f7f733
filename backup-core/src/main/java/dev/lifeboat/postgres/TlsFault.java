package dev.lifeboat.postgres;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;

/**
 * What keeps a TLS connection from coming about, other than the network: the driver reports all of
 * it as a failed connection. Another attempt fails likewise.
 */
enum TlsFault {
  UNSUPPORTED("; turn ssl on at the server, or use sslmode=prefer where the network is trusted"),
  NAME(
      "; connect by a host name that the server's certificate holds, or check its authority only, by"
          + " sslmode=verify-ca"),
  EXPIRED("; the certificate is expired or not yet valid: renew it, or check the clocks"),
  FILE(
      "; correct the file that sslrootcert, sslcert or sslkey names, or trust the platform's"
          + " authorities by sslrootcert=system"),
  CERTIFICATE(
      "; the certificate is not trusted here: name the file of the server's certificate authority by"
          + " sslrootcert"),
  HANDSHAKE("; check the TLS settings of the URL and of the server");

  private final String advice;

  TlsFault(String advice) {
    this.advice = advice;
  }

  /** The next step, in words that follow the message. */
  String advice() {
    return advice;
  }

  /** The fault behind what the driver threw, if it is one of these. */
  static Optional<TlsFault> of(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.equals(GT.tr("The server does not support SSL."))) {
      return Optional.of(UNSUPPORTED);
    }
    if (message.contains("PgjdbcHostnameVerifier")) {
      return Optional.of(NAME);
    }
    List<Throwable> causes =
        Stream.iterate(failure.getCause(), cause -> cause != null, Throwable::getCause).toList();
    if (has(causes, SocketException.class)
        || has(causes, SocketTimeoutException.class)
        || has(causes, EOFException.class)) {
      return Optional.empty();
    }
    if (has(causes, CertificateExpiredException.class)
        || has(causes, CertificateNotYetValidException.class)) {
      return Optional.of(EXPIRED);
    }
    boolean handshake = has(causes, SSLException.class);
    if (has(causes, GeneralSecurityException.class)) {
      return Optional.of(handshake ? CERTIFICATE : FILE);
    }
    if (has(causes, FileNotFoundException.class) || has(causes, NoSuchFileException.class)) {
      return Optional.of(FILE);
    }
    return handshake ? Optional.of(HANDSHAKE) : Optional.empty();
  }

  private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }
}
