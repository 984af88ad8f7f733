package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; fine\\'",
        "SELECT E'it\\'s; fine'",
        "SELECT \"a;\"\"b\"",
        "SELECT U&'d\\0061t;a'",
        "SELECT $$a;b$$",
        "SELECT $x$a;$$;$y$;b$x$",
        "SELECT $1, a$b$c",
        "SELECT typE';'",
        "CREATE RULE r AS ON DELETE TO t DO (SELECT 1; SELECT 2)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); END",
        "INSERT INTO t VALUES ('line\n\\. of text\n\\!ls')",
        "SELECT 'Ü;ß'",
        "SELECT E'a'\n     \n 'b\\';c'",
        "SELECT $e'a\\';b', $e$;$e$",
        "SELECT $1$a$;$a$",
        "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS $$SELECT 1;$$",
        "CREATE FUNCTION public.atomic() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT 1; END",
        "CREATE FUNCTION f() RETURNS int BEGIN \n ATOMIC SELECT 1; END",
      })
  void aSemicolonThatEndsNothingIsKept(String statement) throws IOException {
    assertThat(statements(statement + ";\nSELECT 2;")).containsExactly(statement, "SELECT 2");
  }

  @Test
  void aStringThatGoesOnInTheNextLineHasItsEscapesStill() throws IOException {
    assertThat(statements("SELECT E'a' -- x\n 'b\\';c'; SELECT E'a' 'b\\'; SELECT 3;"))
        .containsExactly("SELECT E'a' \n 'b\\';c'", "SELECT E'a' 'b\\'", "SELECT 3");
  }

  @Test
  void aCarriageReturnEndsACommentAsItDoesForTheServer() throws IOException {
    assertThat(statements("-- a\rSELECT 1;\r\nSELECT 2 -- b\r;"))
        .containsExactly("SELECT 1", "SELECT 2 \r");
  }

  @Test
  void theMarkOfUtf8IsPassedOver() throws IOException {
    assertThat(statements("\ufeffSELECT 1;")).containsExactly("SELECT 1");
  }

  @Test
  void rowsWithLineEndsOfWindowsEnd() throws IOException {
    ScriptReader reader = reader("COPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 1;", UTF_8);
    ScriptPart.Copy copy = (ScriptPart.Copy) reader.next().orElseThrow();
    assertThat(new String(copy.rows().readAllBytes(), UTF_8)).isEqualTo("1\r\n");
    assertThat(reader.next()).contains(new ScriptPart.Statement("SELECT 1", 4));
  }

  @Test
  void aStatementLongerThanFitsIsRefused() {
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream("SELECT '".getBytes(UTF_8)), new Endless("x"));
    assertThatThrownBy(() -> new ScriptReader(endless).next())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("begins in line 1 of the script is longer than");
  }

  @Test
  void deeplyNestedCommentsAndLongNamesAreRead() throws IOException {
    String comment = "/*".repeat(100_000) + "*/".repeat(100_000);
    String name = "\"" + "\"\"".repeat(100_000) + "\"";
    assertThat(statements(comment + "SELECT " + name + ";")).containsExactly("SELECT " + name);
  }

  @Test
  void commentsAreLeftOut() throws IOException {
    assertThat(statements("-- a; b\n/* c; /* d */ ; */ SELECT 1 -- ;\n + 1;"))
        .containsExactly("SELECT 1 \n + 1");
  }

  @Test
  void beginningATransactionIsAStatement() throws IOException {
    assertThat(statements("BEGIN;\nSELECT 1;\nEND;")).containsExactly("BEGIN", "SELECT 1", "END");
  }

  @Test
  void stringsAreReadAsTheScriptSaysTheyAre() throws IOException {
    assertThat(statements("SET standard_conforming_strings = off;\nSELECT 'a\\';b';"))
        .contains("SELECT 'a\\';b'");
  }

  @Test
  void textIsReadInTheEncodingThatTheScriptNames() throws IOException {
    String script = "SET client_encoding = 'LATIN1';\nSELECT 'Ü';";
    ScriptReader reader = reader(script, StandardCharsets.ISO_8859_1);
    reader.next();
    assertThat(reader.next().orElseThrow()).isEqualTo(new ScriptPart.Statement("SELECT 'Ü'", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF8", "SQL_ASCII"})
  void textThatIsNotInItsEncodingIsKeptAsItsBytes(String encoding) throws IOException {
    String statement = "INSERT INTO t VALUES ('\u00dc')";
    String script = "SET client_encoding = '" + encoding + "';\n" + statement + ";";
    ScriptReader reader = reader(script, StandardCharsets.ISO_8859_1);
    reader.next();
    ScriptPart.Statement read = (ScriptPart.Statement) reader.next().orElseThrow();
    assertThat(reader.encoding().encode(read.sql()))
        .isEqualTo(statement.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The second byte of the character is that of a backslash. */
  @ParameterizedTest
  @ValueSource(strings = {"E'\u8868'", "E'\u8868\\\\'", "'\u8868'", "\"\u8868\"", "\u8868"})
  void aByteOfACharacterIsNoBackslash(String text) throws IOException {
    String script = "SET client_encoding = 'SJIS';\nSELECT " + text + ";SELECT 2;";
    ScriptReader reader = reader(script, Charset.forName("Shift_JIS"));
    reader.next();
    assertThat(reader.next().orElseThrow())
        .isEqualTo(new ScriptPart.Statement("SELECT " + text, 2));
    assertThat(reader.next().orElseThrow()).isEqualTo(new ScriptPart.Statement("SELECT 2", 2));
  }

  @Test
  void aReplacementCharacterOfItsOwnIsKept() throws IOException {
    assertThat(statements("SELECT '\ufffd';")).containsExactly("SELECT '\ufffd'");
  }

  @Test
  void rowsAreReadUpToTheirEnd() throws IOException {
    ScriptReader reader =
        reader("COPY public.t (a) FROM stdin;\n1\n\\\\.\n\\N\n\\.\n\nSELECT 1;", UTF_8);
    ScriptPart.Copy copy = (ScriptPart.Copy) reader.next().orElseThrow();
    assertThat(new String(copy.rows().readAllBytes(), UTF_8)).isEqualTo("1\n\\\\.\n\\N\n");
    assertThat(reader.next()).contains(new ScriptPart.Statement("SELECT 1", 7));
  }

  @Test
  void rowsThatNobodyReadArePassedOver() throws IOException {
    ScriptReader reader =
        reader("COPY t FROM stdin;\n" + "row\n".repeat(100_000) + "\\.\nSELECT 1;", UTF_8);
    reader.next();
    assertThat(reader.next()).contains(new ScriptPart.Statement("SELECT 1", 100_003));
  }

  @Test
  void copyFromAFileTakesNoRows() throws IOException {
    assertThat(statements("COPY t FROM '/stdin'; COPY t TO stdout; SELECT 1;")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\! rm -rf /",
        "\\i other.sql",
        "\\copy t from x",
        "SELECT 1 \\gexec\n;",
        "SELECT 1 \\; SELECT 2;",
        "\\connectx y",
        "\\connect x\\! touch y",
        "\\connect `touch y`",
        "\\.",
        "\\",
        "\\restrict",
        "\\unrestrict a"
      })
  void otherCommandsOfPsqlAreRefusedByName(String script) {
    assertThatThrownBy(() -> statements("SELECT 1;\n" + script))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Line 2 of the script has psql's command \\");
  }

  @Test
  void restrictedModeIsPassedOver() throws IOException {
    assertThat(statements("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n"))
        .containsExactly("SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\connect x", "\\unrestrict b", "\\restrict c", "\\! ls"})
  void restrictedModeIsLeftByItsOwnKeyAlone(String command) {
    assertThatThrownBy(() -> statements("\\restrict a\n" + command + "\n\\unrestrict a\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Line 2 of the script has psql's command \\");
  }

  @Test
  void connectIsTold() throws IOException {
    assertThat(reader("\\connect school\n", UTF_8).next())
        .contains(new ScriptPart.Connect("school", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 'a",
        "SELECT $$a",
        "/* a",
        "SELECT \"",
        "COPY t FROM stdin;\n1\n2",
        "COPY t FROM stdin;",
        "--\n-- PostgreSQL database dump\n--\nSELECT 1;\n"
      })
  void aScriptThatIsCutIsTold(String script) {
    assertThatThrownBy(() -> statements(script)).isInstanceOf(DamagedException.class);
  }

  @Test
  void nothingIsAnEmptyScript() throws IOException {
    assertThat(statements("")).isEmpty();
    assertThat(statements(" ;\n;; -- x")).isEmpty();
  }

  private static List<String> statements(String script) throws IOException {
    ScriptReader reader = reader(script, UTF_8);
    List<String> statements = new ArrayList<>();
    for (Optional<ScriptPart> part = reader.next(); part.isPresent(); part = reader.next()) {
      if (part.get() instanceof ScriptPart.Statement statement) {
        statements.add(statement.sql());
      }
    }
    return statements;
  }

  private static ScriptReader reader(String script, Charset charset) {
    return new ScriptReader(new ByteArrayInputStream(script.getBytes(charset)));
  }
}
