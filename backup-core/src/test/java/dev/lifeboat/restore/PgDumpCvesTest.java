package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testing.OpaqueDataSource;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What was found in {@code pg_dump}, {@code pg_restore} and {@code pg_dumpall} since 2016, tried on
 * Lifeboat. The table in {@code docs/security.md} lists all of it, with the tests that are
 * elsewhere.
 */
class PgDumpCvesTest {
  private static final TestPostgres SERVER = TestPostgres.of(17);
  private static final String NO_NAME =
      "a\"b'c\\d\n\\! touch pwned\n; CREATE TABLE public.pwned ();--";

  /** What is extracted from, in the definitions that follow; by itself, a column. */
  private static final Pattern VALUE = Pattern.compile("\\{(.*?)\\}");

  @TempDir Path folder;

  /** CVE-2016-5424: names with quotes, backslashes and line ends became commands and SQL. */
  @Test
  void aDatabaseAndARoleMayHaveAnyName() throws IOException {
    String role = Sql.identifier("r" + NO_NAME);
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    SERVER
        .admin()
        .execute(
            "CREATE ROLE " + role + " LOGIN; ALTER ROLE " + role + " SET xmloption = 'content'");
    try (TestDatabase source = SERVER.createDatabase("d" + NO_NAME);
        TestDatabase copy = SERVER.createDatabase("c" + NO_NAME)) {
      source.execute("CREATE TABLE t (a int); ALTER TABLE t OWNER TO " + role);
      Globals.read(source.dataSource(), GlobalsScope.WITH_PASSWORDS).writeTo(script);
      Path dump = folder.resolve("dump");
      RoundTrip.usual().dump(source, dump);
      source.execute("DROP TABLE t; DROP ROLE " + role);
      Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
          .restoreGlobals(
              new ByteArrayInputStream(script.toByteArray()), Target.database(copy.dataSource()));
      RoundTrip.usual().restore(dump, copy);

      assertThat(copy.value("SELECT tableowner FROM pg_tables WHERE tablename = 't'"))
          .isEqualTo("r" + NO_NAME);
      assertNotPwned(copy);
      assertNotPwned(SERVER.admin());
      copy.execute("DROP TABLE t");
    } finally {
      SERVER.admin().execute("DROP ROLE IF EXISTS " + role);
    }
  }

  /** CVE-2018-16850: names of transition tables were not quoted. */
  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void aTransitionTableMayHaveAnyName(TestPostgres server) {
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute(
          """
          CREATE TABLE t (a int);
          CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
          CREATE TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE AS %s EXECUTE FUNCTION f();
          """
              .formatted(
                  Sql.identifier("n EXECUTE FUNCTION f(); CREATE TABLE public.pwned ();--")));
      Path dump = folder.resolve("dump");
      RoundTrip.usual().dump(source, dump);
      RoundTrip.usual().restore(dump, copy);

      assertNotPwned(copy);
      String definition = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'g'";
      assertThat(copy.value(definition)).isEqualTo(source.value(definition));
    }
  }

  /** CVE-2020-25694: further connections were less safe than the first. */
  @Test
  void aNewDatabaseIsReachedAsSafelyAsTheServer() {
    PGSimpleDataSource admin = new PGSimpleDataSource();
    admin.setUrl(
        "jdbc:postgresql://example/postgres?sslmode=verify-full&channelBinding=require&gssEncMode=require"
            + "&sslrootcert=/ca.pem&requireAuth=scram-sha-256&targetServerType=primary");
    PGSimpleDataSource sibling = (PGSimpleDataSource) SiblingDataSource.of(admin, "copy");

    assertThat(sibling.getDatabaseName()).isEqualTo("copy");
    for (PGProperty property : PGProperty.values()) {
      if (property != PGProperty.PG_DBNAME) {
        assertThat(property.getOrNull(properties(sibling)))
            .as(property.getName())
            .isEqualTo(property.getOrNull(properties(admin)));
      }
    }
  }

  /**
   * CVE-2020-14350, CVE-2022-2625: scripts of extensions found, and took over, objects that were
   * there before them.
   */
  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#usual")
  void extensionsAreMadeBeforeWhatTheirScriptsCouldFind(TestPostgres server) {
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE SCHEMA a; CREATE FUNCTION a.f(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
          CREATE OPERATOR a.= (leftarg = text, rightarg = text, function = pg_catalog.texteq);
          CREATE EXTENSION postgres_fdw SCHEMA a;
          """);
      Path dump = folder.resolve("dump");
      RoundTrip.usual().dump(source, dump);
      try (CustomArchive archive = CustomArchive.open(dump)) {
        assertThat(archive.toc().entries().stream().map(TocEntry::description))
            .containsSubsequence("SCHEMA", "EXTENSION", "FUNCTION", "OPERATOR");
      }
    }
  }

  /** CVE-2025-1094: a text that is no valid text closed its own quotes. */
  @Test
  void noTextEndsItsOwnQuotes() throws SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String pieces = "'\"\\;$\u00c0\u00e4\ud800\udc00\uffff\u0080\u00bf\u2028-/*\n a";
    try (TestDatabase database = SERVER.createDatabase();
        Session session = Session.reading(database.dataSource())) {
      for (int i = 0; i < 500; i++) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length >= 0; length--) {
          text.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        String hostile = text + "'\"; CREATE TABLE public.pwned (); --";
        try {
          String sql = "SELECT " + Sql.literal(hostile) + " AS " + Sql.identifier(hostile);
          assertThat(session.texts(sql)).as("seed %d: %s", seed, hostile).singleElement();
        } catch (SQLException e) { // half of a pair stands for a byte that no text holds
          assertThat(e.getSQLState()).as("seed %d: %s", seed, hostile).isEqualTo("22021");
        } catch (RefusedException e) { // before it was sent
          assertThat(e)
              .hasMessageMatching(
                  "(?s).*(has a character that the encoding|holds a quote that looks like a part).*");
        }
      }
      assertNotPwned(database);
    }
  }

  /**
   * CVE-2025-8714, CVE-2026-18408: a superuser of the source had commands of {@code psql} run where
   * its dump is loaded.
   */
  @ParameterizedTest
  @MethodSource("commands")
  void aCommandOfPsqlInAnArchiveIsNoPartOfAScript(String command) {
    CustomArchive archive =
        CustomArchive.of("a", new MemoryRanges(Archives.bytes("school-17-gzip.custom")));
    EditedArchive edited =
        new EditedArchive(
            archive,
            entry ->
                entry.description().equals("VIEW")
                    ? EditedArchive.withDefinition(entry, entry.definition() + command + "\n")
                    : entry);
    assertThatThrownBy(
            () ->
                new ArchiveFormat.Script(new RowForm.Copy())
                    .write(edited, new ByteArrayOutputStream()))
        .isInstanceOf(LifeboatException.class)
        .hasMessageContaining("psql");
  }

  static Stream<String> commands() {
    return Stream.of(
        "\\! touch pwned",
        "\\unrestrict `touch pwned`",
        "\\restrict `touch pwned`",
        "SELECT 1 \\g |touch pwned",
        "\\copy t to program 'touch pwned'");
  }

  /** CVE-2025-8715: a line end in a name ended the comment that it stood in. */
  @Test
  void aNameInACommentOfAScriptStaysInIt() throws IOException {
    try (TestDatabase source = SERVER.createDatabase()) {
      String name = Sql.identifier("x\r\n\\! touch pwned\n\r\u2028\u0085CREATE TABLE pwned ();");
      source.execute(
          "CREATE SCHEMA " + name + "; CREATE TABLE " + name + "." + name + " (" + name + " int)");
      source.execute("CREATE VIEW " + name + ".v AS SELECT * FROM " + name + "." + name);
      Path dump = folder.resolve("dump");
      RoundTrip.usual().dump(source, dump);
      ByteArrayOutputStream script = new ByteArrayOutputStream();
      try (CustomArchive archive = CustomArchive.open(dump)) {
        new ArchiveFormat.Script(new RowForm.Copy()).write(archive, script);
      }
      String text = script.toString(StandardCharsets.UTF_8);
      String quotesTaken = text.replaceAll("\"(?:[^\"]|\"\")*\"", "NAME");
      assertThat(quotesTaken.lines().filter(line -> !line.startsWith("--")))
          .noneMatch(line -> line.contains("pwned"));
    }
  }

  /** CVE-2026-15741: the server writes the field of EXTRACT down without quotes. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("extracts")
  void aDefinitionIsOneStatementWhateverTheServerWrites(TestPostgres server, String object) {
    for (String field :
        List.of(
            "year FROM at)); CREATE TABLE public.pwned (); --",
            "year FROM at) FROM public.e; CREATE TABLE public.pwned (); SELECT extract(year")) {
      try (TestDatabase source = server.createDatabase();
          TestDatabase copy = server.createDatabase()) {
        source.execute("CREATE TABLE e (at timestamp, x double precision)");
        source.execute(withField(object, field));
        Path dump = folder.resolve("dump" + field.length());
        try {
          RoundTrip.usual().dump(source, dump);
        } catch (RefusedException e) {
          assertThat(e).hasMessageContaining("CVE-2026-15741");
          continue;
        }
        RoundTrip.usual().restore(dump, copy);
        assertNotPwned(copy);
      }
    }
  }

  private static String withField(String object, String field) {
    return VALUE
        .matcher(object)
        .replaceAll(
            value ->
                Matcher.quoteReplacement(
                    "extract('%s' FROM %s)"
                        .formatted(field, value.group(1).isEmpty() ? "at" : value.group(1))));
  }

  /** What holds an expression, and since which version it may. */
  static Stream<Arguments> extracts() {
    Map<String, Integer> objects = new LinkedHashMap<>();
    objects.put("CREATE VIEW v AS SELECT {} FROM e", 13);
    objects.put("CREATE MATERIALIZED VIEW v AS SELECT {} FROM e WITH NO DATA", 13);
    objects.put("CREATE TABLE d (at timestamp, x double precision CHECK (x > {}))", 13);
    objects.put("ALTER TABLE e ADD g double precision GENERATED ALWAYS AS ({}) STORED", 13);
    objects.put("CREATE DOMAIN d AS timestamp CHECK ({VALUE} > 1)", 13);
    objects.put("CREATE INDEX i ON e (({}))", 13);
    objects.put("CREATE INDEX i ON e (x) WHERE {} > 1", 13);
    objects.put("CREATE RULE r AS ON INSERT TO e DO ALSO SELECT {} FROM e", 13);
    objects.put("CREATE POLICY p ON e USING ({} > 1)", 13);
    objects.put(
        """
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER t AFTER INSERT ON e FOR EACH ROW WHEN ({new.at} > 1) EXECUTE FUNCTION f()
        """,
        13);
    objects.put("ALTER TABLE e ALTER x SET DEFAULT {now()}", 13);
    objects.put("CREATE TABLE k (at timestamp) PARTITION BY RANGE (({}))", 13);
    objects.put("CREATE STATISTICS s ON x, ({}) FROM e", 14);
    objects.put("CREATE FUNCTION g(at timestamp) RETURNS numeric LANGUAGE sql RETURN {}", 14);
    objects.put(
        "CREATE FUNCTION g() RETURNS SETOF numeric LANGUAGE sql BEGIN ATOMIC SELECT {} FROM e; END",
        14);
    objects.put("CREATE PUBLICATION p FOR TABLE e WHERE ({} > 1)", 15);
    return TestPostgres.all()
        .flatMap(
            server ->
                objects.keySet().stream()
                    .filter(object -> server.major() >= objects.get(object))
                    .map(object -> Arguments.of(server, object)));
  }

  /** The same on servers without the fix, as which another answer to the same question does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "viewdef",
        "ruledef",
        "triggerdef",
        "indexdef",
        "constraintdef",
        "functiondef",
        "statisticsobjdef",
        "partkeydef",
        "expr"
      })
  void aServerThatWritesSeveralStatementsIsNotBelieved(String function) {
    try (TestDatabase source = SERVER.createDatabase()) {
      source.execute(
          """
          CREATE TABLE e (at timestamp DEFAULT now() CHECK (at > '2000-01-01'), x int);
          CREATE VIEW v AS SELECT at FROM e; CREATE INDEX i ON e (at); CREATE STATISTICS s ON at, x FROM e;
          CREATE RULE r AS ON DELETE TO e DO INSTEAD NOTHING;
          CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
          CREATE TRIGGER t AFTER INSERT ON e FOR EACH ROW EXECUTE FUNCTION f();
          CREATE TABLE p (at timestamp) PARTITION BY RANGE (at);
          """);
      String written = "EXTRACT(year FROM at); CREATE TABLE public.pwned (); SELECT (1)";
      DataSource unpatched =
          new RewritingSource(
              source.dataSource(),
              Pattern.compile("pg_catalog\\.pg_get_" + function + "\\([^()]*\\)"),
              Sql.literal(written));
      assertThatThrownBy(() -> RoundTrip.usual().dump(unpatched, folder.resolve("dump")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("CVE-2026-15741")
          .hasMessageContaining("pwned");
    }
  }

  /** Asks for something else instead. */
  private static final class RewritingSource extends OpaqueDataSource {
    private final Pattern asked;
    private final String instead;

    RewritingSource(DataSource source, Pattern asked, String instead) {
      super(source);
      this.asked = asked;
      this.instead = instead;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              RewritingSource.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                  arguments[0] =
                      asked
                          .matcher((String) arguments[0])
                          .replaceAll(Matcher.quoteReplacement(instead));
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  /**
   * CVE-2026-116314, and CVE-2025-12762 of another program: an archive had code run by the process
   * that reads it. What hostile bytes do is tried by {@code HostileInputTest}.
   */
  @Test
  void noArchiveReachesAProcessOrAClassLoader() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("dev.lifeboat");
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class, ObjectInputStream.class)
        .check(classes);
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage("dev.lifeboat.archive..", "dev.lifeboat.codec..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ClassLoader.class, ServiceLoader.class)
        .check(classes);
  }

  private static Properties properties(PGSimpleDataSource source) {
    Properties properties = new Properties();
    for (PGProperty property : PGProperty.values()) {
      String value = source.getProperty(property);
      if (value != null) {
        properties.setProperty(property.getName(), value);
      }
    }
    return properties;
  }

  private static void assertNotPwned(TestDatabase database) {
    assertThat(database.value("SELECT to_regclass('public.pwned')::text")).isNull();
  }
}
