package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Procedural languages that neither the system nor an extension made. */
final class Languages implements Kind {
  private static final String QUERY =
      """
      SELECT l.oid, l.lanname, pg_catalog.pg_get_userbyid(l.lanowner) AS owner, l.lanpltrusted,
        l.lanplcallfoid::pg_catalog.regproc::pg_catalog.text AS handler,
        nullif(l.laninline::pg_catalog.regproc::pg_catalog.text, '-') AS inline,
        nullif(l.lanvalidator::pg_catalog.regproc::pg_catalog.text, '-') AS validator
      FROM pg_catalog.pg_language AS l
      WHERE l.lanispl AND l.oid >= 16384 AND {no_member pg_language l}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = row.getString("lanname");
    Subject subject = Subject.global("LANGUAGE", name, row.getString("owner"));
    boolean trusted = row.getBoolean("lanpltrusted");
    Draft draft =
        Draft.of(
            "PROCEDURAL LANGUAGE",
            name,
            null,
            subject.owner(),
            create(row, trusted ? "CREATE TRUSTED" : "CREATE"),
            "DROP PROCEDURAL LANGUAGE " + Sql.identifier(name) + ";");
    catalog.add(
        new Node(
            NodeKind.LANGUAGE,
            SystemCatalog.LANGUAGE.id(row.getLong("oid")),
            "",
            name,
            trusted
                ? Contents.of(draft, subject, subject.sql())
                : Contents.of(draft, subject))); // the server grants nothing on untrusted ones
  }

  private static String create(ResultSet row, String verb) throws SQLException {
    String sql =
        verb
            + " PROCEDURAL LANGUAGE "
            + Sql.identifier(row.getString("lanname"))
            + " HANDLER "
            + row.getString("handler");
    if (row.getString("inline") != null) {
      sql += " INLINE " + row.getString("inline");
    }
    if (row.getString("validator") != null) {
      sql += " VALIDATOR " + row.getString("validator");
    }
    return sql + ";";
  }
}
