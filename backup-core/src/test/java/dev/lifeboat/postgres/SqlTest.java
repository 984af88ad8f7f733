package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "select",
        "Upper",
        "x\"; DROP TABLE y --",
        "a'b",
        "new\nline",
        "\\",
        "%s",
        "ü €",
        "tab\tand space ",
        "$$",
        "/* */",
        "123456789012345678901234567890123456789012345678901234567890123"
      })
  void theServerSeesTheVeryNameAndText(String hostile) {
    TestDatabase database = TestPostgres.of(17).admin();
    assertThat(database.value("SELECT " + Sql.literal(hostile))).isEqualTo(hostile);
    assertThat(
            database.value(
                "SELECT attname FROM (SELECT to_jsonb(x) AS j FROM (SELECT 1 AS "
                    + Sql.identifier(hostile)
                    + ") AS x) AS y, jsonb_object_keys(j) AS attname"))
        .isEqualTo(hostile);
  }

  /** Sent as bytes, they would end the name or the text. */
  @ParameterizedTest
  @ValueSource(strings = {"a\udc22; DROP TABLE y --", "a\udc27; DROP TABLE y --", "\udc00"})
  void aQuoteThatStandsForAByteIsRefused(String hostile) {
    assertThatThrownBy(() -> Sql.identifier(hostile)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> Sql.literal(hostile)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\udc22 \ud83d\udc27", "\udc95\udc5c", "\udcff"})
  void pairsAndOtherBytesAreQuoted(String harmless) {
    assertThat(Sql.identifier(harmless)).isEqualTo('"' + harmless + '"');
    assertThat(Sql.literal(harmless)).isEqualTo("'" + harmless + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\u0000b", "a\u001b[31mb", "a\u0085b"})
  void aMessageStaysOnOneLine(String hostile) {
    assertThat(Sql.oneLine(hostile).chars().noneMatch(Character::isISOControl)).isTrue();
  }
}
