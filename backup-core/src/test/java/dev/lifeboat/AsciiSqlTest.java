package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.lifeboat.testing.Skip;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No SQL of ours holds a character that an encoding may lack: a server refuses the whole statement,
 * and so every database in that encoding.
 *
 * <p>Which literal ends up in a statement cannot be seen from the literal, as statements are put
 * together from pieces. So every literal counts of a source that holds SQL or that can send any.
 */
class AsciiSqlTest {
  /** What a source needs for sending a statement. */
  private static final List<String> SENDERS =
      List.of("java.sql.", "javax.sql.", "org.postgresql.", "dev.lifeboat.postgres.");

  private static final Pattern SQL =
      Pattern.compile(
          "pg_catalog\\.|\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY|LOCK TABLE|TRUNCATE|BEGIN"
              + "|COMMIT|ROLLBACK|SAVEPOINT|SET|RESET|CREATE|ALTER|DROP|GRANT|REVOKE|COMMENT ON"
              + "|SECURITY LABEL|REFRESH|REINDEX|ANALYZE|VACUUM|CLUSTER|EXECUTE|DO|WHERE|FROM)\\b");

  @Test
  void noSqlOfAnyModuleHoldsAnythingButAscii() throws IOException {
    List<Path> sources = files(".java");
    assertThat(sources).hasSizeGreaterThan(400);
    List<String> found = new ArrayList<>();
    int holders = 0;
    for (Path source : sources) {
      Source parsed = Source.of(Files.readString(source));
      holders += parsed.mayHoldSql() ? 1 : 0;
      parsed.violations().forEach(literal -> found.add(source + ": " + literal));
    }
    assertThat(found).isEmpty();
    assertThat(holders).isGreaterThan(100);
  }

  @Test
  void noScriptOfAnyModuleHoldsAnythingButAscii() throws IOException {
    for (Path script : files(".sql")) {
      assertThat(isAscii(Files.readString(script))).as(script.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String sql = \"SELECT ', \u2026'\";",
        "String sql = \"SELECT \" + \"', \\u2026'\";",
        "String sql = \"\"\"\n  SELECT 1,\n    '\u2026'\n  \"\"\";",
        "String sql = \"SELECT '\" + '\u2026' + \"'\";",
        "String piece = \"\u2026\"; java.util.List<java.sql.Connection> sender; String q = \"SELECT \";",
      })
  void aPlantedCharacterIsFound(String members) throws IOException {
    assertThat(Source.of("class Planted { " + members + " }").violations()).hasSize(1);
  }

  @Test
  void aPieceIsFoundWhereItsSourceOnlySends() throws IOException {
    String source = "import java.sql.Statement; class Planted { String end = \"\u2026\"; }";
    assertThat(Source.of(source).violations()).hasSize(1);
  }

  @Test
  void aCommentIsNoSql() throws IOException {
    assertThat(Source.of("class Fine { /* \u2026 */ String sql = \"SELECT 1\"; }").violations())
        .isEmpty();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(each -> each < 0x80);
  }

  /** What the modules are made of, but for the contracts, which send what they test. */
  private static List<Path> files(String ending) throws IOException {
    Path main = Path.of("src", "main");
    try (Stream<Path> all = Files.walk(project())) {
      return all.filter(file -> file.toString().endsWith(ending))
          .filter(file -> file.toString().contains(main.toString()))
          .filter(file -> !file.toString().contains("backup-testkit"))
          .sorted()
          .toList();
    }
  }

  private static Path project() {
    Path project = Path.of("").toAbsolutePath().getParent();
    if (project == null || !Files.exists(project.resolve("backup-core"))) {
      throw Skip.because("the sources of the modules do not lie around the working directory");
    }
    return project;
  }

  /**
   * One source file.
   *
   * @param imports what it imports
   * @param literals its texts and characters
   */
  private record Source(List<String> imports, List<String> literals) {
    static Source of(String text) throws IOException {
      JavaCompiler compiler =
          Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
              .orElseThrow(() -> Skip.because("this is a JRE, which has no compiler"));
      JavacTask task =
          (JavacTask) compiler.getTask(null, null, null, null, null, List.of(new Text(text)));
      Source source = new Source(new ArrayList<>(), new ArrayList<>());
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(source.new Collector(), null);
      }
      return source;
    }

    boolean mayHoldSql() {
      return imports.stream().anyMatch(each -> SENDERS.stream().anyMatch(each::startsWith))
          || literals.stream().anyMatch(each -> SQL.matcher(each).find());
    }

    List<String> violations() {
      return mayHoldSql() ? literals.stream().filter(each -> !isAscii(each)).toList() : List.of();
    }

    private final class Collector extends TreeScanner<Void, Void> {
      @Override
      public Void visitImport(ImportTree tree, Void nothing) {
        imports.add(tree.getQualifiedIdentifier().toString());
        return null;
      }

      @Override
      public Void visitLiteral(LiteralTree tree, Void nothing) {
        if (tree.getValue() instanceof String || tree.getValue() instanceof Character) {
          literals.add(tree.getValue().toString());
        }
        return null;
      }
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
