package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The entries that come before all objects: settings of the session, and the database itself. */
final class Preamble {
  private static final String QUERY =
      """
      SELECT d.datname, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
        pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate, d.datctype,
        {since 15: d.datlocprovider else 'c'} AS provider,
        {since 17: d.datlocale else {since 15: d.daticulocale else NULL}} AS locale,
        {since 16: d.daticurules else NULL} AS rules
      FROM pg_catalog.pg_database AS d
      WHERE d.datname = pg_catalog.current_database()
      """;

  private Preamble() {}

  static void write(CatalogReader source, TocBuilder toc) throws SQLException {
    addSetting(toc, "ENCODING", "SET client_encoding = 'UTF8';");
    addSetting(toc, "STDSTRINGS", "SET standard_conforming_strings = 'on';");
    addSetting(toc, "SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);");
    source.each(QUERY, row -> toc.addFirst(database(row)));
  }

  private static void addSetting(TocBuilder toc, String name, String sql) {
    toc.addFirst(Draft.of(name, name, null, "", sql, ""));
  }

  private static Draft database(ResultSet row) throws SQLException {
    String name = row.getString("datname");
    return Draft.of(
        TocEntry.DATABASE,
        name,
        null,
        row.getString("owner"),
        "CREATE DATABASE "
            + Sql.identifier(name)
            + " WITH TEMPLATE = template0 ENCODING = "
            + Sql.literal(row.getString("encoding"))
            + locale(row)
            + ";",
        "DROP DATABASE " + Sql.identifier(name) + ";");
  }

  private static String locale(ResultSet row) throws SQLException {
    String collate = row.getString("datcollate");
    String ctype = row.getString("datctype");
    StringBuilder sql = new StringBuilder();
    switch (CatalogReader.letter(row, "provider")) {
      case 'i' -> {
        sql.append(" LOCALE_PROVIDER = icu ICU_LOCALE = ")
            .append(Sql.literal(row.getString("locale")));
        if (row.getString("rules") != null) {
          sql.append(" ICU_RULES = ").append(Sql.literal(row.getString("rules")));
        }
      }
      case 'b' ->
          sql.append(" LOCALE_PROVIDER = builtin BUILTIN_LOCALE = ")
              .append(Sql.literal(row.getString("locale")));
      default -> {}
    }
    if (collate.equals(ctype)) {
      return sql.append(" LOCALE = ").append(Sql.literal(collate)).toString();
    }
    return sql.append(" LC_COLLATE = ")
        .append(Sql.literal(collate))
        .append(" LC_CTYPE = ")
        .append(Sql.literal(ctype))
        .toString();
  }
}
