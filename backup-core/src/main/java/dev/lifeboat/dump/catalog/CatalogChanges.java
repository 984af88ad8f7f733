package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds objects that were changed or dropped while the catalogs were read.
 *
 * <p>The server writes definitions down ({@code pg_get_viewdef} and the like) from what is there at
 * the moment, not from the snapshot. So once all is read, a row of the catalogs that the snapshot
 * sees and that somebody has replaced or deleted since, and committed, means that definitions may
 * be of two moments. Rows that came since are no matter, as nothing in the snapshot refers to them.
 */
final class CatalogChanges {
  private static final int NAMES = 5;

  /**
   * Catalogs that definitions are written from. Of each row: the object it is about by class and
   * OID, the relation that this is a part of, the schema it is in, and its name.
   */
  private static final Map<String, String> OBJECTS =
      Map.ofEntries(
          Map.entry("pg_am", "c.tableoid, c.oid, 0, 0, c.amname"),
          Map.entry("pg_attrdef", relation("c.adrelid")),
          Map.entry("pg_attribute", relation("c.attrelid")),
          Map.entry("pg_class", relation("c.oid")),
          Map.entry("pg_collation", "c.tableoid, c.oid, 0, c.collnamespace, c.collname"),
          Map.entry("pg_constraint", "c.tableoid, c.oid, c.conrelid, c.connamespace, c.conname"),
          Map.entry(
              "pg_enum",
              "1247, c.enumtypid, 0, (SELECT t.typnamespace FROM pg_catalog.pg_type AS t"
                  + " WHERE t.oid = c.enumtypid), (SELECT t.typname FROM pg_catalog.pg_type AS t"
                  + " WHERE t.oid = c.enumtypid)"),
          Map.entry("pg_index", relation("c.indexrelid")),
          Map.entry("pg_language", "c.tableoid, c.oid, 0, 0, c.lanname"),
          Map.entry("pg_namespace", "c.tableoid, c.oid, 0, 0, c.nspname"),
          Map.entry("pg_opclass", "c.tableoid, c.oid, 0, c.opcnamespace, c.opcname"),
          Map.entry("pg_operator", "c.tableoid, c.oid, 0, c.oprnamespace, c.oprname"),
          Map.entry("pg_opfamily", "c.tableoid, c.oid, 0, c.opfnamespace, c.opfname"),
          Map.entry("pg_policy", "c.tableoid, c.oid, c.polrelid, 0, c.polname"),
          Map.entry("pg_proc", "c.tableoid, c.oid, 0, c.pronamespace, c.proname"),
          Map.entry("pg_rewrite", relation("c.ev_class")),
          Map.entry("pg_statistic_ext", "c.tableoid, c.oid, 0, c.stxnamespace, c.stxname"),
          Map.entry("pg_trigger", "c.tableoid, c.oid, c.tgrelid, 0, c.tgname"),
          Map.entry("pg_ts_config", "c.tableoid, c.oid, 0, c.cfgnamespace, c.cfgname"),
          Map.entry("pg_ts_dict", "c.tableoid, c.oid, 0, c.dictnamespace, c.dictname"),
          Map.entry("pg_type", "c.tableoid, c.oid, c.typrelid, c.typnamespace, c.typname"));

  /** A new version of these rows alone, as REFRESH makes it of a view's, changes no definition. */
  private static final String RENAMED =
      """
      AND c.oid::pg_catalog.regclass::pg_catalog.text
       <> (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
          FROM pg_catalog.pg_namespace AS n WHERE n.oid = c.relnamespace)""";

  /** Transaction ids have 32 bits here; the snapshot's tells which 64 are meant. */
  private static final String QUERY =
      """
      SELECT DISTINCT u.catalog, u.oid, n.nspname, u.name
      FROM (%s) AS u(catalog, oid, relation, schema, name, xid)
        LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = u.schema,
        LATERAL (SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())
          ::pg_catalog.text::pg_catalog.int8) AS b(base),
        LATERAL (SELECT b.base + (u.xid - b.base %% 4294967296 + 6442450944) %% 4294967296 - 2147483648)
          AS f(xid)
      WHERE f.xid > 2
        AND pg_catalog.pg_xact_status(f.xid::pg_catalog.text::pg_catalog.xid8) = 'committed'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS r
          WHERE r.oid = u.relation AND r.relpersistence = 't')
      """;

  private CatalogChanges() {}

  /**
   * Refuses if what was read may be of two moments.
   *
   * @param catalog with the names of what was read so far
   * @throws ChangedCatalogException that names what was changed
   */
  static void refuse(CatalogReader source, Catalog catalog) throws SQLException {
    Set<String> changed = new TreeSet<>();
    source.each(QUERY.formatted(rows()), row -> changed.add(name(catalog, row)));
    if (!changed.isEmpty()) {
      String names = changed.stream().limit(NAMES).collect(Collectors.joining(", "));
      throw new ChangedCatalogException(
          "Changed or dropped while the dump read the catalogs: %s%s; back up again when no migration runs"
              .formatted(Sql.oneLine(names), changed.size() > NAMES ? ", ..." : ""));
    }
  }

  /** All rows of a user's objects that somebody has at least tried to replace or delete. */
  private static String rows() {
    return OBJECTS.entrySet().stream()
        .map(
            each ->
                "SELECT %s, c.xmax::pg_catalog.text::pg_catalog.int8 FROM pg_catalog.%s AS c WHERE c.xmax <> 0 %s"
                    .formatted(
                        each.getValue(),
                        each.getKey(),
                        each.getKey().equals("pg_class") ? RENAMED : ""))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String relation(String oid) {
    return "1259, "
        + oid
        + ", "
        + oid
        + ", (SELECT r.relnamespace FROM pg_catalog.pg_class AS r WHERE r.oid = "
        + oid
        + "), (SELECT r.relname FROM pg_catalog.pg_class AS r WHERE r.oid = "
        + oid
        + ")";
  }

  /** What the dump calls it, where it has got so far; else as the catalogs do. */
  private static String name(Catalog catalog, ResultSet row) throws SQLException {
    Node node = catalog.find(new CatalogId(row.getLong("catalog"), row.getLong("oid")));
    if (node != null) {
      return node.title();
    }
    String schema = row.getString("nspname");
    return (schema == null ? "" : schema + ".") + row.getString("name");
  }
}
