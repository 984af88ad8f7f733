package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".corp.internal",
        "corp.internal",
        "*.corp.internal",
        "s3.corp.internal",
        "s3.corp.internal:9000",
        "localhost, Corp.Internal",
        "*"
      })
  void whatIsNamedAndWhatIsBelowItIsReachedDirectly(String named) {
    assertThat(matches(named, "s3.corp.internal")).isTrue();
    assertThat(matches(named, "bkt.s3.corp.internal")).isTrue();
  }

  @Test
  void nothingElseIs() {
    for (String named : List.of("", "corp.internal", ".internal.example", "s3Xcorp.internal")) {
      assertThat(matches(named, "s3.notcorp.internal")).as(named).isFalse();
    }
    assertThat(NoProxy.hosts(null, ",")).isEmpty();
  }

  private static boolean matches(String named, String host) {
    return NoProxy.hosts(named, ",").anyMatch(host::matches);
  }
}
