package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.archive.CustomArchive;
import dev.lifeboat.dump.DumpedTable;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Extensions whose tables users fill; this one is put among the server's own. */
class ExtensionDataTest {
  private static final String ROWS =
      """
      CREATE EXTENSION lifeboat_config;
      INSERT INTO config.z_group SELECT i, 'group ' || i FROM generate_series(1, 500) AS i;
      INSERT INTO config.y_member SELECT i, i FROM generate_series(1, 500) AS i;
      INSERT INTO config.a_right SELECT i, i, E'right\\t' || i FROM generate_series(1, 500) AS i;
      ALTER TABLE config."chosen ""rows" DISABLE TRIGGER spoil;
      INSERT INTO config."chosen ""rows" VALUES ('a', 'mine', false), ('b', NULL, false), ('it''s', 'x', false);
      ALTER TABLE config."chosen ""rows" ENABLE TRIGGER spoil;
      INSERT INTO config.own_only VALUES (2);
      SELECT setval('config."next ""id"', 77);
      CREATE TABLE refers (member_id int REFERENCES config.y_member);
      INSERT INTO refers VALUES (3);
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void rowsOfUsersInTablesOfAnExtensionComeBack(TestPostgres server) throws IOException {
    install(server);
    try (TestDatabase source = server.createDatabase();
        TestDatabase copy = server.createDatabase()) {
      source.execute(ROWS);
      Path file = folder.resolve("extension.dump");

      assertThat(RoundTrip.usual().dump(source, file).tables())
          .extracting(DumpedTable::name)
          .containsSubsequence("z_group", "y_member", "a_right")
          .contains("chosen \"rows", "refers")
          .hasSize(5);
      RoundTrip.usual().restore(file, copy);

      assertThat(content(copy, "z_group")).isEqualTo(content(source, "z_group"));
      assertThat(content(copy, "y_member")).isEqualTo(content(source, "y_member"));
      assertThat(content(copy, "a_right")).isEqualTo(content(source, "a_right"));
      assertThat(copy.query("SELECT * FROM config.\"chosen \"\"rows\" ORDER BY key").toString())
          .isEqualTo("[[a, mine, f], [b, null, f], [standard, of the extension, t]]");
      assertThat(copy.value("SELECT count(*) FROM config.own_only")).isEqualTo("1");
      assertThat(copy.value("SELECT nextval('config.\"next \"\"id\"')")).isEqualTo("78");
      assertThat(copy.value("SELECT nextval('config.untouched')")).isEqualTo("50");
      assertThat(copy.value("SELECT member_id FROM refers")).isEqualTo("3");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void theArchiveHasTheirRowsButNotTheTables(TestPostgres server) throws IOException {
    install(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(ROWS);
      Path file = folder.resolve("extension.dump");
      RoundTrip.usual().dump(source, file);
      try (CustomArchive archive = CustomArchive.open(file)) {
        assertThat(archive.toc().entries())
            .filteredOn(entry -> "config".equals(entry.namespace()))
            .extracting(entry -> entry.description() + " " + entry.tag())
            .containsExactlyInAnyOrder(
                "TABLE DATA z_group",
                "TABLE DATA y_member",
                "TABLE DATA a_right",
                "TABLE DATA chosen \"rows",
                "SEQUENCE SET next \"id",
                "SEQUENCE SET untouched");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void rowsThatTheRoleCannotReadAreNamed(TestPostgres server) throws IOException {
    install(server);
    server
        .admin()
        .execute(
            "DO $$BEGIN CREATE ROLE lifeboat_blind LOGIN; EXCEPTION WHEN duplicate_object THEN END$$");
    try (TestDatabase source = server.createDatabase()) {
      source.execute("CREATE EXTENSION lifeboat_config; GRANT USAGE ON SCHEMA config TO PUBLIC");

      assertThatThrownBy(
              () ->
                  RoundTrip.usual()
                      .dump(source.dataSource("lifeboat_blind"), folder.resolve("blind.dump")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("config.z_group")
          .hasMessageNotContaining("own_only");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void tablesThatInheritFromThoseOfAnExtensionComeBack(TestPostgres server) throws IOException {
    install(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          """
          CREATE EXTENSION lifeboat_config;
          CREATE TABLE child (own int) INHERITS (config.family);
          ALTER TABLE child ALTER name DROP DEFAULT;
          CREATE TABLE named (name text NOT NULL DEFAULT 'own') INHERITS (config.family);
          CREATE TABLE grandchild () INHERITS (child);
          CREATE TABLE piece PARTITION OF config.pieces FOR VALUES FROM (0) TO (10);
          CREATE TABLE attached (note text DEFAULT 'other', id int NOT NULL);
          ALTER TABLE config.pieces ATTACH PARTITION attached FOR VALUES FROM (10) TO (20);
          CREATE TABLE sub PARTITION OF config.pieces FOR VALUES FROM (20) TO (30) PARTITION BY RANGE (id);
          CREATE TABLE sub_1 PARTITION OF sub FOR VALUES FROM (20) TO (25);
          CREATE INDEX own_index ON sub (note, id);
          INSERT INTO child VALUES (1, 'a'); INSERT INTO config.pieces VALUES (1), (11), (21);
          """);

      RoundTrip.usual().assertSameCopy(source, folder);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.lifeboat.testing.TestPostgres#all")
  void whatUsersMadeOnTablesOfAnExtensionIsTold(TestPostgres server) throws IOException {
    install(server);
    try (TestDatabase source = server.createDatabase()) {
      source.execute(
          "CREATE EXTENSION lifeboat_config; GRANT SELECT (name) ON config.family TO PUBLIC");
      assertThat(warnings(source)).isEmpty();
      source.execute(
          """
          CREATE INDEX user_index ON config.family (name);
          ALTER TABLE config.y_member ADD CONSTRAINT user_unique UNIQUE (group_id);
          ALTER TABLE config.own_only ALTER id SET DEFAULT 7, ADD COLUMN user_column int;
          CREATE TRIGGER user_trigger BEFORE UPDATE ON config.family FOR EACH ROW EXECUTE FUNCTION config.fires();
          ALTER TABLE config.pieces DISABLE TRIGGER fires;
          CREATE RULE user_rule AS ON INSERT TO config.names DO INSTEAD NOTHING;
          CREATE POLICY user_policy ON config.family FOR SELECT USING (id > 1);
          CREATE STATISTICS user_statistics ON name, id FROM config.family;
          ALTER DOMAIN config.positive ADD CONSTRAINT user_check CHECK (VALUE < 9);
          COMMENT ON COLUMN config.family.name IS 'of a user';
          """);
      assertThat(warnings(source))
          .map(
              warning ->
                  warning
                      .replace("Not in the dump, kind ", "")
                      .replace("made or changed on what an extension brought', 1 in all", "…"))
          .containsExactlyInAnyOrder(
              "'index …: config.user_index",
              "'table constraint …: user_unique on config.y_member",
              "'table column made or changed on what an extension brought', 2 in all:"
                  + " config.own_only.id, config.own_only.user_column",
              "'trigger made or changed on what an extension brought', 2 in all:"
                  + " fires on config.pieces, user_trigger on config.family",
              "'rule …: user_rule on config.names",
              "'policy …: user_policy on config.family",
              "'statistics object …: public.user_statistics",
              "'domain constraint …: user_check on config.positive",
              "'comment changed on what an extension brought', 1 in all:"
                  + " table column config.family.name");
    }
  }

  private List<String> warnings(TestDatabase source) {
    return RoundTrip.usual()
        .dump(source, folder.resolve("told-" + UUID.randomUUID() + ".dump"))
        .warnings();
  }

  private static String content(TestDatabase database, String table) {
    return database.query("SELECT t::text FROM config." + table + " AS t ORDER BY 1").toString();
  }

  private static void install(TestPostgres server) throws IOException {
    for (String name : new String[] {"lifeboat_config.control", "lifeboat_config--1.0.sql"}) {
      try (InputStream file = ExtensionDataTest.class.getResourceAsStream("/extension/" + name)) {
        server.addExtensionFile(name, Objects.requireNonNull(file).readAllBytes());
      }
    }
  }
}
