package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The entries that come before all objects: settings of the session, and the database itself. */
final class Preamble {
  private static final String QUERY =
      """
      SELECT d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
        pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate, d.datctype,
        {if LOCALE_PROVIDERS: d.datlocprovider else NULL} AS provider,
        {if LOCALES_OF_ALL_PROVIDERS: d.datlocale else {if LOCALE_PROVIDERS: d.daticulocale else NULL}} AS locale,
        {if ICU_RULES: d.daticurules else NULL} AS rules,
        nullif(s.spcname, 'pg_default') AS tablespace,
        pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
        d.datconnlimit, d.datistemplate
      FROM pg_catalog.pg_database AS d
      JOIN pg_catalog.pg_tablespace AS s ON s.oid = d.dattablespace
      WHERE d.datname = pg_catalog.current_database()
      """;

  private Preamble() {}

  static void write(CatalogReader source, TocBuilder toc) throws SQLException {
    String encoding = Sql.literal(source.encoding().name());
    addSetting(toc, "ENCODING", "SET client_encoding = " + encoding + ";");
    addSetting(toc, "STDSTRINGS", "SET standard_conforming_strings = 'on';");
    addSetting(toc, "SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);");
    List<String> settings = DatabaseSettings.statements(source);
    boolean placed = !source.scope().omits(Omission.TABLESPACES);
    source.each(QUERY, row -> addDatabase(toc, row, placed, settings));
  }

  private static void addSetting(TocBuilder toc, String name, String sql) {
    toc.addFirst(Draft.of(name, name, null, "", sql, ""));
  }

  private static void addDatabase(
      TocBuilder toc, ResultSet row, boolean placed, List<String> settings) throws SQLException {
    String name = row.getString("datname");
    CatalogId id = SystemCatalog.DATABASE.id(row.getLong("oid"));
    Subject subject = Subject.global("DATABASE", name, row.getString("owner"));
    int database = toc.addFirst(database(row, placed ? tablespace(row) : ""), id, List.of());
    toc.describe(subject, CatalogReader.text(row, "comment"));
    toc.label(id, 0, subject);
    toc.grant(id, 0, subject, subject.sql());
    List<String> statements = new ArrayList<>();
    if (row.getInt("datconnlimit") != -1) {
      statements.add(
          "ALTER " + subject.sql() + " CONNECTION LIMIT = " + row.getInt("datconnlimit") + ";");
    }
    if (row.getBoolean("datistemplate")) {
      statements.add("ALTER " + subject.sql() + " IS_TEMPLATE = true;");
    }
    statements.addAll(settings);
    if (!statements.isEmpty()) {
      String sql = String.join("\n", statements);
      toc.addFirst(
          Draft.of("DATABASE PROPERTIES", name, null, subject.owner(), sql, ""),
          id,
          List.of(database));
    }
  }

  private static Draft database(ResultSet row, String tablespace) throws SQLException {
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
            + provider(row)
            + locale(row)
            + tablespace
            + ";",
        "DROP DATABASE " + Sql.identifier(name) + ";");
  }

  private static String tablespace(ResultSet row) throws SQLException {
    String name = row.getString("tablespace");
    return name == null ? "" : " TABLESPACE = " + Sql.identifier(name);
  }

  /** A new database would have that of the template otherwise, which differs between servers. */
  private static String provider(ResultSet row) throws SQLException {
    return CatalogReader.letter(row, "provider") == 'c' ? " LOCALE_PROVIDER = libc" : "";
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
