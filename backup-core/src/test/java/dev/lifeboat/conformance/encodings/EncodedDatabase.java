package dev.lifeboat.conformance.encodings;

import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A database in any encoding, filled and looked at as bytes, so that no conversion of the driver or
 * of Java's has a part in it.
 *
 * @param database the database
 * @param encoding its encoding
 */
record EncodedDatabase(TestDatabase database, String encoding) implements AutoCloseable {
  /** Makes one; the caller closes it. */
  static EncodedDatabase create(TestPostgres server, String name, String encoding) {
    String quoted = '"' + name + '"';
    server.admin().execute("DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)");
    server
        .admin()
        .execute(
            "CREATE DATABASE %s TEMPLATE template0 ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C'"
                .formatted(quoted, encoding));
    return new EncodedDatabase(server.database(name), encoding);
  }

  /** One that is there or will be; the caller closes it. */
  static EncodedDatabase named(TestPostgres server, String name, String encoding) {
    return new EncodedDatabase(server.database(name), encoding);
  }

  /**
   * Runs a statement.
   *
   * @param sql in which {@code ~} stands for the characters
   * @param characters bytes in the encoding of the database
   */
  void execute(String sql, byte[] characters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] pieces = sql.split("~", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        bytes.writeBytes(characters);
      }
      bytes.writeBytes(pieces[i].getBytes(StandardCharsets.US_ASCII));
    }
    database.execute(
        "DO $do$ BEGIN EXECUTE convert_from(decode('%s', 'base64'), '%s'); END $do$"
            .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()), encoding));
  }

  /** Fills a table of a number and a text with texts. */
  void fill(String table, List<byte[]> texts) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int i = 0; i < texts.size(); i++) {
      rows.writeBytes((i + "\t").getBytes(StandardCharsets.US_ASCII));
      rows.writeBytes(texts.get(i));
      rows.write('\n');
    }
    try (Connection connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY %s FROM STDIN (ENCODING '%s')".formatted(table, encoding),
              new ByteArrayInputStream(rows.toByteArray()));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** What is in it, without what is said of the database itself. */
  List<String> objects() {
    return content().stream()
        .filter(line -> !line.startsWith("database") && !line.startsWith("setting|"))
        .toList();
  }

  /** Everything that users see of it, as bytes: definitions, names, comments, values, all rows. */
  List<String> content() {
    database.execute(
        """
        CREATE FUNCTION public.lifeboat_look() RETURNS SETOF text LANGUAGE plpgsql
          SET search_path = pg_catalog AS $look$
        DECLARE
          r record;
          line text;
          own name := pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database();
        BEGIN
          FOR r IN SELECT c.oid::regclass AS t, CASE c.relkind WHEN 'S' THEN 'ROW(t.last_value, t.is_called)' ELSE 't' END AS v FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'm', 'v', 'S') AND c.relpersistence = 'p'
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LOOP
            FOR line IN EXECUTE 'SELECT ' || r.v || '::text FROM ' || r.t || ' AS t' LOOP
              RETURN NEXT encode(convert_to(r.t || ': ' || line, own), 'escape');
            END LOOP;
          END LOOP;
          FOR line IN
            SELECT concat_ws('|', 'schema', nspname, nspacl) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
            UNION ALL SELECT concat_ws('|', 'class', oid::regclass, relkind, relacl, pg_get_userbyid(relowner),
                pg_get_expr(relpartbound, oid), CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
                CASE WHEN relkind = 'i' THEN pg_get_indexdef(oid) END,
                CASE WHEN relkind = 'p' THEN pg_get_partkeydef(oid) END)
              FROM pg_class WHERE oid >= 16384 AND relname NOT LIKE 'pg\\_toast%'
            UNION ALL SELECT concat_ws('|', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod),
                attacl, attoptions, pg_get_expr(d.adbin, d.adrelid))
              FROM pg_attribute LEFT JOIN pg_attrdef AS d ON d.adrelid = attrelid AND d.adnum = attnum
              WHERE attrelid >= 16384 AND attnum > 0 AND attrelid::regclass::text NOT LIKE '%pg_toast%'
            UNION ALL SELECT concat_ws('|', 'constraint', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE oid >= 16384
            UNION ALL SELECT concat_ws('|', 'enum', enumtypid::regtype, enumlabel) FROM pg_enum
            UNION ALL SELECT concat_ws('|', 'function', pg_get_functiondef(oid), pg_get_userbyid(proowner))
              FROM pg_proc WHERE oid >= 16384 AND proname <> 'lifeboat_look' AND probin IS NULL
            UNION ALL SELECT concat_ws('|', 'trigger', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT concat_ws('|', 'policy', polname, polrelid::regclass, pg_get_expr(polqual, polrelid)) FROM pg_policy
            UNION ALL SELECT concat_ws('|', 'rule', pg_get_ruledef(oid)) FROM pg_rewrite WHERE oid >= 16384
            UNION ALL SELECT concat_ws('|', 'publication', p.pubname, m.prrelid::regclass)
              FROM pg_publication AS p LEFT JOIN pg_publication_rel AS m ON m.prpubid = p.oid
            UNION ALL SELECT concat_ws('|', 'search', cfgname) FROM pg_ts_config WHERE oid >= 16384
            UNION ALL SELECT concat_ws('|', 'statistics', stxname) FROM pg_statistic_ext
            UNION ALL SELECT concat_ws('|', 'comment', classoid::regclass, pg_describe_object(classoid, objoid, objsubid), description)
              FROM pg_description WHERE objoid >= 4700 AND pg_describe_object(classoid, objoid, objsubid) <> 'function lifeboat_look()'
                AND (objoid >= 16384 OR classoid = 'pg_largeobject'::regclass)
            UNION ALL SELECT concat_ws('|', 'database', shobj_description(oid, 'pg_database'))
              FROM pg_database WHERE datname = current_database()
            UNION ALL SELECT concat_ws('|', 'setting', setconfig) FROM pg_db_role_setting
              WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL SELECT concat_ws('|', 'large object', oid, lo_get(oid), lomacl) FROM pg_largeobject_metadata
          LOOP
            RETURN NEXT encode(convert_to(line, own), 'escape');
          END LOOP;
        END $look$
        """);
    List<String> lines =
        database
            .query("SELECT l FROM public.lifeboat_look() AS l ORDER BY l COLLATE \"C\"")
            .stream()
            .map(EncodedDatabase::first)
            .toList();
    database.execute("DROP FUNCTION public.lifeboat_look()");
    return lines;
  }

  private static String first(List<@Nullable String> row) {
    return String.valueOf(row.get(0));
  }

  @Override
  public void close() {
    database.close();
  }
}
