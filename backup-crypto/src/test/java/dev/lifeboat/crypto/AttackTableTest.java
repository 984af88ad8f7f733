package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of attacks in {@code docs/security.md} is that of the tests. */
class AttackTableTest {
  private static final Pattern ROW =
      Pattern.compile("^\\|.*\\| `AttackTest#(\\w+)` \\|$", Pattern.MULTILINE);

  @Test
  void everyRowHasItsTestAndEveryTestItsRow() throws IOException {
    String document = Files.readString(root().resolve("docs/security.md"));
    List<String> rows = ROW.matcher(document).results().map(row -> row.group(1)).toList();

    assertThat(Stream.of(AttackTest.class.getDeclaredMethods()))
        .filteredOn(method -> method.isAnnotationPresent(Test.class))
        .extracting(method -> method.getName())
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/format.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
