package dev.lifeboat.restore.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreFilterFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "include schema, SCHEMA",
    "exclude schema, EXCLUDE_SCHEMA",
    "include table, TABLE",
    "include index, INDEX",
    "include function, FUNCTION",
    "include trigger, TRIGGER"
  })
  void eachKindIsRead(String objects, RuleKind kind) throws IOException {
    assertThat(RestoreFilterFile.read(file(objects + " a_name\n")))
        .containsExactly(new RestoreRule(kind, "a_name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "MiXed | MiXed",
        "two words | two words",
        "\"quoted\" | quoted",
        "\"MiXed # none\" | MiXed # none",
        "plain # comment | plain",
        "\"quoted\" # \"comment\" | quoted",
        "\"a \"\"b\"\"\" | a \"b\"",
        "f(integer, \"my type\") | f(integer, \"my type\")"
      })
  void aNameIsWhatItsQuotesHold(String written, String name) throws IOException {
    assertThat(RestoreFilterFile.read(file("  include table   " + written)))
        .containsExactly(new RestoreRule(RuleKind.TABLE, name));
  }

  @Test
  void aNameMayGoOverLines() throws IOException {
    assertThat(RestoreFilterFile.read(file("include table \"a\nb\"\ninclude index i\n")))
        .containsExactly(
            new RestoreRule(RuleKind.TABLE, "a\nb"), new RestoreRule(RuleKind.INDEX, "i"));
  }

  @Test
  void emptyLinesAndCommentsAreNone() throws IOException {
    assertThat(RestoreFilterFile.read(file("# one\n\n   \n  # include table t\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exclude table t",
        "exclude index i",
        "include table_data t",
        "include extension e",
        "keep table t",
        "include",
        "include table",
        "include table # none",
        "table t",
        "include table \"t"
      })
  void aLineThatIsNoRuleIsRefusedByItsNumber(String line) throws IOException {
    Path file = file("include table t\n# a comment\n" + line);
    assertThatThrownBy(() -> RestoreFilterFile.read(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Line 3 of the filter file " + file);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules"), text);
  }
}
