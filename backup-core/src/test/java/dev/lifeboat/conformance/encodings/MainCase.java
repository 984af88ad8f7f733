package dev.lifeboat.conformance.encodings;

import java.util.List;

/** One of each kind of object whose texts users choose, with characters of an encoding in all. */
final class MainCase {
  /** Short enough for a name with something around it. */
  private static final int NAME_BYTES = 24;

  private static final List<String> STATEMENTS =
      List.of(
          "DO $x$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r~') THEN CREATE ROLE \"r~\"; END IF; END $x$",
          "CREATE SCHEMA \"s~\"",
          "CREATE TYPE \"s~\".\"e~\" AS ENUM ('~', 'b~')",
          "CREATE DOMAIN \"d~\" AS text DEFAULT '~' CHECK (VALUE <> 'x~')",
          "CREATE TABLE \"s~\".\"t~\" (\"a~\" int PRIMARY KEY, \"b~\" text DEFAULT '~' CHECK (\"b~\" <> '~x'),"
              + " e \"s~\".\"e~\", id int GENERATED ALWAYS AS IDENTITY, g text GENERATED ALWAYS AS (\"b~\" || '~') STORED,"
              + " d \"d~\")",
          "INSERT INTO \"s~\".\"t~\" (\"a~\", \"b~\", e) VALUES (1, '~', '~'), (2, NULL, NULL), (3, E'\\\\ \\t \\n \" ( , ) ~', 'b~'), (4, '', 'b~')",
          "CREATE TABLE one (\"c~\" text)",
          "INSERT INTO one VALUES (NULL), ('~'), ('')",
          "CREATE TABLE \"none~\" ()",
          "INSERT INTO \"none~\" DEFAULT VALUES",
          "COMMENT ON TABLE \"s~\".\"t~\" IS '~'",
          "COMMENT ON COLUMN \"s~\".\"t~\".\"b~\" IS E'~\\n\\'~'",
          "CREATE TABLE p (k text, v int) PARTITION BY LIST (k)",
          "CREATE TABLE \"p~\" PARTITION OF p FOR VALUES IN ('~', '~y')",
          "CREATE TABLE \"q~\" PARTITION OF p DEFAULT",
          "INSERT INTO p VALUES ('~', 1), ('z~', 2)",
          "CREATE FUNCTION \"f~\"(\"x~\" text DEFAULT '~') RETURNS text LANGUAGE sql AS $_$ SELECT '~' || \"x~\" $_$",
          "CREATE FUNCTION fp() RETURNS text LANGUAGE plpgsql AS $_$ BEGIN RETURN '~'; END $_$",
          "CREATE FUNCTION ft() RETURNS trigger LANGUAGE plpgsql AS $_$ BEGIN RETURN NEW; END $_$",
          "ALTER FUNCTION \"f~\"(text) OWNER TO \"r~\"",
          "CREATE VIEW \"v~\" AS SELECT \"a~\", '~'::text AS \"l~\" FROM \"s~\".\"t~\"",
          "CREATE RULE \"u~\" AS ON DELETE TO \"v~\" DO INSTEAD SELECT '~'",
          "CREATE MATERIALIZED VIEW \"m~\" AS SELECT '~'::text AS \"m~\"",
          "CREATE INDEX \"i~\" ON \"s~\".\"t~\" ((\"b~\" || '~')) WHERE \"b~\" <> '~'",
          "CREATE SEQUENCE \"used~\"",
          "SELECT setval('\"used~\"', 7)",
          "CREATE SEQUENCE \"new~\"",
          "SELECT lo_from_bytea(4711, '\\x00ff')",
          "COMMENT ON LARGE OBJECT 4711 IS '~'",
          "GRANT SELECT ON LARGE OBJECT 4711 TO \"r~\"",
          "GRANT SELECT (\"b~\") ON \"s~\".\"t~\" TO \"r~\"",
          "CREATE TRIGGER \"g~\" BEFORE UPDATE ON \"s~\".\"t~\" FOR EACH ROW EXECUTE FUNCTION ft('~')",
          "CREATE POLICY \"o~\" ON \"s~\".\"t~\" USING (\"b~\" <> '~')",
          "CREATE PUBLICATION \"n~\" FOR TABLE \"s~\".\"t~\"",
          "CREATE STATISTICS \"z~\" ON \"a~\", e FROM \"s~\".\"t~\"",
          "CREATE TEXT SEARCH CONFIGURATION \"c~\" (COPY = simple)",
          "ALTER TABLE p ADD CONSTRAINT \"k~\" UNIQUE (k)",
          "CREATE TABLE every (n int PRIMARY KEY, t text)");

  /** From 18 on a server reports the path at login, and no client in UTF-8 could connect. */
  private static final int REPORTED_PATHS = 18;

  private MainCase() {}

  /** Fills a database; its rows hold all characters that its encoding has. */
  static void fill(EncodedDatabase database) {
    byte[] name = Characters.sample(database.encoding(), NAME_BYTES);
    STATEMENTS.forEach(sql -> database.execute(sql, name));
    String own = '"' + database.database().name() + '"';
    database.execute("COMMENT ON DATABASE " + own + " IS '~'", name);
    database.execute("ALTER DATABASE " + own + " SET lifeboat.x = '~'", name);
    if (database.database().server().major() < REPORTED_PATHS) {
      database.execute("ALTER DATABASE " + own + " SET search_path = \"s~\", public", name);
    }
    database.fill("every", Characters.of(database.encoding()));
    database.database().execute("ANALYZE every");
  }
}
