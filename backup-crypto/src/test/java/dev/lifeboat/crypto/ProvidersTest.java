package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other security providers than the usual ones, and other JDKs, in a process of their own. */
class ProvidersTest {
  @TempDir private static Path folder;

  private static Path keyStore;

  @BeforeAll
  static void makeKeyStore() throws Exception {
    keyStore = KeyStores.in(folder);
  }

  @ParameterizedTest
  @EnumSource(EveryKind.Providers.class)
  void everyKindWorksWith(EveryKind.Providers providers) throws Exception {
    assertEveryKindWorks(Jdks.own(), providers);
  }

  @ParameterizedTest
  @EnumSource(EveryKind.Providers.class)
  void everyKindWorksOnOtherJdksWith(EveryKind.Providers providers) throws Exception {
    List<Path> others = Jdks.others();
    Skips.unless(
        !others.isEmpty(),
        "no JDK from 17 on of another version is in /usr/lib/jvm or LIFEBOAT_JDKS");
    for (Path java : others) {
      assertEveryKindWorks(java, providers);
    }
  }

  private static void assertEveryKindWorks(Path java, EveryKind.Providers providers)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            EveryKind.class.getName(),
            providers.name(),
            keyStore.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(java + ": " + output).isZero();
    assertThat(output).contains("all kinds work");
  }
}
