package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodingTest {
  private static final long SEED = 20261130;

  private static final String CONVERSION =
      """
      CREATE FUNCTION conv(b bytea, s name, d name) RETURNS bytea LANGUAGE plpgsql AS $$
      BEGIN RETURN convert(b, s, d); EXCEPTION WHEN OTHERS THEN RETURN NULL; END $$
      """;

  /** What each pair of bytes is to the server: in UTF-8, and what comes of that again. */
  private static final String PAIRS =
      """
      SELECT encode(b, 'hex'), encode(u, 'hex'), encode(conv(u, 'UTF8', '%1$s'), 'hex')
      FROM (SELECT b, conv(b, '%1$s', 'UTF8') AS u
        FROM (SELECT set_byte('\\x00', 0, i) AS b FROM generate_series(128, 255) AS i
          UNION ALL SELECT set_byte(set_byte('\\x0000', 0, i), 1, j)
            FROM generate_series(128, 255) AS i, generate_series(48, 255) AS j WHERE %2$s
          UNION ALL SELECT set_byte(set_byte('\\x8f0000', 1, i), 2, j)
            FROM generate_series(161, 254) AS i, generate_series(161, 254) AS j WHERE %2$s) AS x) AS y
      """;

  static Stream<Object[]> conversions() {
    return TestPostgres.usual()
        .flatMap(
            server ->
                Stream.of(KnownEncoding.values())
                    .filter(each -> each.ordinal() > KnownEncoding.SQL_ASCII.ordinal())
                    .filter(each -> each != KnownEncoding.MULE_INTERNAL)
                    .map(each -> new Object[] {server, each.name()}));
  }

  @ParameterizedTest
  @EnumSource
  void anyBytesAreATextThatBecomesTheSameBytes(KnownEncoding known) {
    TextEncoding encoding = TextEncoding.of(known.name());
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      String text = encoding.decode(bytes);
      assertThat(encoding.encode(text)).as("seed %d, text %d", SEED, i).isEqualTo(bytes);
      assertThat(encoding.encode("\"" + text + "\"" + text))
          .isEqualTo(joined("\"".getBytes(StandardCharsets.US_ASCII), bytes, bytes));
    }
  }

  private static byte[] joined(byte[] quote, byte[] first, byte[] second) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.writeBytes(quote);
    all.writeBytes(first);
    all.writeBytes(quote);
    all.writeBytes(second);
    return all.toByteArray();
  }

  /**
   * In these, each byte below 128 is ASCII, so that no quote is hidden by what stands before it.
   */
  @ParameterizedTest
  @EnumSource
  void noAsciiIsHiddenInAnEncodingOfDatabases(KnownEncoding known) {
    TextEncoding encoding = TextEncoding.of(known.name());
    if (encoding.hasAsciiBytes()) {
      for (int first = 0x80; first <= 0xff; first++) {
        for (byte ascii : new byte[] {'\'', '"', '\\', '$', '\n'}) {
          String text = encoding.decode(new byte[] {'a', (byte) first, ascii, 'b'});
          assertThat(text).endsWith((char) ascii + "b");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void whatIsTakenForACharacterTheServerTakesForTheSame(TestPostgres server, String name) {
    TextEncoding encoding = TextEncoding.of(name);
    boolean pairs = encoding.width(0xa1, 0xa1) > 1;
    List<String> wrong = new ArrayList<>();
    int characters = 0;
    try (TestDatabase database = server.createDatabase().execute(CONVERSION)) {
      for (List<@Nullable String> row : database.query(PAIRS.formatted(name, pairs))) {
        byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(row.get(0)));
        String text = encoding.decode(bytes);
        boolean one = bytes.length == encoding.width(bytes[0] & 0xff, second(bytes));
        if (one && !TextEncoding.holdsBytes(text)) {
          characters++;
          String found = row.get(1) == null ? "" : utf8(row.get(1));
          if (!text.equals(found) || !Objects.equals(row.get(0), row.get(2))) {
            wrong.add(row + " is taken for " + text);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    boolean known = KnownEncoding.valueOf(name).charset().isPresent();
    assertThat(characters).isGreaterThan(known ? 40 : -1);
  }

  private static int second(byte[] bytes) {
    return bytes.length > 1 ? bytes[1] & 0xff : -1;
  }

  private static String utf8(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "Unicode", "SQL_ASCII", "iso-8859-1", "WIN", "Windows-932"})
  void allSpellingsOfPostgresAreKnown(String name) {
    assertThat(TextEncoding.of(name).name()).isNotEmpty();
  }

  @Test
  void whatIsNoEncodingIsRefused() {
    assertThatThrownBy(() -> TextEncoding.of("UTF-16"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("UTF-16");
  }

  @Test
  void aCharacterThatAnEncodingLacksIsRefused() {
    assertThatThrownBy(() -> TextEncoding.of("KOI8R").encode("caf\u00e9"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("KOI8R");
  }

  @Test
  void utf8InSqlAsciiIsReadable() {
    TextEncoding any = TextEncoding.of("SQL_ASCII");
    byte[] bytes = "caf\u00e9 \ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    assertThat(any.decode(bytes)).isEqualTo("caf\u00e9 \ud83d\ude00");
    assertThat(TextEncoding.holdsBytes(any.decode(bytes))).isFalse();
  }

  @Test
  void bytesAreShownAsSuch() {
    String text = TextEncoding.of("SQL_ASCII").decode(new byte[] {'c', (byte) 0xe9, '\n'});
    assertThat(Sql.oneLine(text)).isEqualTo("c\\xe9 ");
  }
}
