package dev.lifeboat.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why there is no answer of the store. In this order: the first that fits is the cause. */
enum NetworkFault {
  INTERRUPTED(true, "the thread was interrupted", is(AbortedException.class)),
  NO_CREDENTIALS(
      false,
      "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile",
      says("Unable to load credentials")),
  NO_STORE(
      false,
      "the answer is not that of an S3 store; check the endpoint, and that the network asks for no"
          + " log-in",
      says("Could not parse XML response").or(says("Unable to unmarshall response"))),
  PROXY(
      false,
      "the proxy refuses the connection; set its user and password in https_proxy, or name the"
          + " store in no_proxy",
      says("CONNECT refused by proxy")),
  CERTIFICATE_DATE(
      false,
      "the store's certificate is expired or not yet valid; renew it, or check the clocks",
      is(CertificateExpiredException.class).or(is(CertificateNotYetValidException.class))),
  CERTIFICATE_AUTHORITY(
      false,
      "the store's certificate is not trusted here; name a trust store that holds its authority, by"
          + " -Djavax.net.ssl.trustStore=FILE (AWS_CA_BUNDLE has no effect in Java)",
      is(CertPathBuilderException.class).or(is(CertPathValidatorException.class))),
  CERTIFICATE_NAME(
      false,
      "the store's certificate is for another host name; correct the endpoint, or use path style",
      is(CertificateException.class)
          .or(says("is not valid for: ").or(says("doesn't match any of")))),
  NO_TLS(
      false,
      "the endpoint does not speak TLS; begin it with http:// where that is meant",
      says("Unsupported or unrecognized SSL message")),
  TLS(
      true,
      "no TLS connection came about; check endpoint and proxies, and try again",
      is(SSLException.class)),
  UNKNOWN_HOST(
      true,
      "no answer: the host name is not known; check the endpoint and the name server, and use path"
          + " style where buckets have no host names",
      is(UnknownHostException.class)),
  TIMEOUT(
      true,
      "no answer in time; check the endpoint and the network, and try again",
      is(SocketTimeoutException.class)
          .or(is(ApiCallTimeoutException.class))
          .or(is(ApiCallAttemptTimeoutException.class))),
  NOBODY(
      true,
      "no answer: nobody takes connections there; check the endpoint, and that the store runs",
      is(ConnectException.class)),
  NO_ROUTE(
      true,
      "no answer: there is no way to the host; check the endpoint and the network",
      is(NoRouteToHostException.class)),
  LOST(
      true,
      "no answer: the connection was lost; check the endpoint and the network, and try again",
      is(SocketException.class)
          .or(is(EOFException.class))
          .or(is(InterruptedIOException.class))
          .or(is(IOException.class)));

  private final boolean passing;
  private final String words;
  private final Predicate<Throwable> test;

  NetworkFault(boolean passing, String words, Predicate<Throwable> test) {
    this.passing = passing;
    this.words = words;
    this.test = test;
  }

  /** Whether another attempt may help with nothing changed. */
  boolean isPassing() {
    return passing;
  }

  /** What is known and what to do, in words that follow the name of what failed. */
  String words() {
    return words;
  }

  static Optional<NetworkFault> of(SdkException failure) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(100)
            .toList();
    return Stream.of(values()).filter(fault -> causes.stream().anyMatch(fault.test)).findFirst();
  }

  private static Predicate<Throwable> is(Class<? extends Throwable> type) {
    return type::isInstance;
  }

  private static Predicate<Throwable> says(String words) {
    return cause -> String.valueOf(cause.getMessage()).contains(words);
  }
}
