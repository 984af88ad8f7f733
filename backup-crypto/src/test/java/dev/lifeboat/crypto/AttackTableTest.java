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
      Pattern.compile("^\\|.*\\| `(\\w*AttackTest#\\w+)` \\|$", Pattern.MULTILINE);

  @Test
  void everyRowHasItsTestAndEveryTestItsRow() throws IOException {
    String document = Files.readString(root().resolve("docs/security.md"));
    List<String> rows = ROW.matcher(document).results().map(row -> row.group(1)).toList();

    assertThat(Stream.of(AttackTest.class, ObjectAttackTest.class).flatMap(this::attacks))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  /** The positive control is no attack. */
  private Stream<String> attacks(Class<?> tests) {
    return Stream.of(tests.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> !method.getName().equals("whatNobodyTouchedIsRestored"))
        .map(method -> tests.getSimpleName() + "#" + method.getName());
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/format.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
