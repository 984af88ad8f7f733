package dev.lifeboat.s3;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are reached without the proxy that the environment names: those that {@code no_proxy}
 * names and all below them, as curl, Python, Go and the AWS command line read it. The SDK takes
 * each name for one host, and one that begins with a dot for none.
 */
final class NoProxy {
  private NoProxy() {}

  /** Of this process, as expressions that the whole host name matches; empty if none are named. */
  static Set<String> hosts() {
    String named = System.getenv("no_proxy");
    return Stream.concat(
            hosts(named == null ? System.getenv("NO_PROXY") : named, ","),
            hosts(System.getProperty("http.nonProxyHosts"), "\\|"))
        .collect(Collectors.toUnmodifiableSet());
  }

  static Stream<String> hosts(@Nullable String named, String separator) {
    return named == null
        ? Stream.empty()
        : Arrays.stream(named.split(separator))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .map(NoProxy::expression);
  }

  private static String expression(String name) {
    if (name.equals("*")) {
      return ".*";
    }
    String plain = name.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
    String parts =
        Stream.of(plain.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return "(.*\\.)?" + parts;
  }
}
