package dev.lifeboat.dump.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDefinitionTest {
  private static final Path CATALOG = Path.of("src/main/java/dev/lifeboat/dump/catalog");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " SELECT 1 AS \"a;b--/*\",\n    'x;--/*'::text;",
        "CREATE INDEX i ON public.t USING btree (lower(a), (b[1]) DESC) WHERE (c = 'it''s; \\')",
        "CREATE RULE r AS\n    ON INSERT TO public.t DO ( SELECT 1;\n SELECT 2;\n);",
        "CREATE RULE r AS\n    ON INSERT TO public.t DO INSTEAD NOTHING;",
        "CREATE OR REPLACE FUNCTION f()\n RETURNS int\n LANGUAGE sql\nAS $function$SELECT 1; -- x\n$function$\n",
        "CREATE OR REPLACE FUNCTION f()\n RETURNS int\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 ELSE 2 END;\n SELECT 3;\nEND\n",
        "CREATE OR REPLACE FUNCTION f()\n RETURNS int\n LANGUAGE sql\nRETURN 1\n",
        "CHECK ((x OPERATOR(m.@@) '{}'::jsonb))",
        "EXTRACT(year FROM a)",
        "E'\\';--'::text",
        "FOR VALUES FROM ('2020-01-01') TO (MAXVALUE)",
        "CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION f('a', ';')"
      })
  void whatServersWriteIsOneDefinition(String text) {
    assertThatCode(() -> WrittenDefinition.requireOne(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " SELECT EXTRACT(year FROM now()); DROP TABLE t; SELECT EXTRACT(year FROM now()) AS x;",
        " SELECT EXTRACT(year FROM now()); DROP TABLE t; -- FROM now()) AS x;",
        "EXTRACT(year FROM now())); DROP TABLE t; -- FROM now())",
        "EXTRACT(year FROM now()) /* FROM now()) */",
        "(EXTRACT(year FROM now())",
        "EXTRACT(year FROM now())) ",
        ")(",
        "CREATE RULE r AS\n    ON INSERT TO t DO ( SELECT EXTRACT(a FROM b) ); DROP TABLE t; (SELECT EXTRACT(a FROM b);\n);",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n SELECT 1; END; DROP TABLE t; CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1;\nEND",
        "CREATE FUNCTION f(a int DEFAULT EXTRACT(x FROM y)); DROP TABLE t; CREATE FUNCTION g() RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n SELECT 1;\nEND"
      })
  void whatIsMoreIsRefused(String text) {
    assertThatThrownBy(() -> WrittenDefinition.requireOne(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("CVE-2026-15741");
  }

  /** No query asks for definitions under a name that the check does not see. */
  @Test
  void everyDefinitionThatIsAskedForIsLookedAt() throws IOException {
    Pattern asked =
        Pattern.compile(
            "pg_get_(?!userbyid|serial_sequence|function_|sequence_data|keywords)\\w+\\(");
    try (Stream<Path> files = Files.walk(CATALOG)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        if (file.endsWith("WrittenDefinition.java") || file.endsWith("UnwritableObjects.java")) {
          continue; // the check itself, and one that reads no text
        }
        assertThat(WrittenDefinition.columns(source))
            .as(file.toString())
            .hasSameSizeAs(
                asked
                    .matcher(source)
                    .results()
                    .map(found -> columnOf(source, found.end()))
                    .distinct()
                    .toList());
      }
    }
  }

  private static String columnOf(String source, int from) {
    var name = Pattern.compile("\\sAS (\\w+)").matcher(source);
    assertThat(name.find(from)).isTrue();
    return name.group(1);
  }
}
