package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.Omission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What all kinds of relations share; their kinds make nodes of it. */
final class Relations implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) AS owner,
        c.relkind, c.relpersistence,
        ARRAY(SELECT o FROM pg_catalog.unnest(c.reloptions) AS o
          UNION ALL SELECT 'toast.' || o FROM pg_catalog.unnest(t.reloptions) AS o) AS options,
        coalesce(s.spcname, '') AS tablespace, am.amname, c.relreplident,
        c.relrowsecurity, c.relforcerowsecurity,
        CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, 0) END AS bound,
        CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
        CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END AS of_type,
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
        c.relispopulated, fs.srvname AS server, ft.ftoptions, m.refobjid AS extension,
        pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::pg_catalog.int8
          AS pages
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
      LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
      LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
      LEFT JOIN pg_catalog.pg_foreign_table AS ft ON ft.ftrelid = c.oid
      LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = ft.ftserver
      LEFT JOIN pg_catalog.pg_depend AS m
        ON m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objid = c.oid
        AND m.deptype = 'e'
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
        AND {user_schema n}
        AND (m.objid IS NULL OR c.oid IN (SELECT h.inhparent FROM pg_catalog.pg_inherits AS h))
      ORDER BY c.oid
      """;

  /** Servers of November 2026 and later note the version of a column among its options. */
  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attnum, a.attname, a.attnotnull, a.attislocal, a.attidentity,
        a.attgenerated, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
        CASE WHEN a.attcollation <> t.typcollation
          THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
        END AS collation,
        CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
        {if COLUMN_COMPRESSION: a.attcompression else ''} AS compression,
        nullif(a.attstattarget, -1) AS statistics,
        CASE WHEN a.attoptions IS NOT NULL THEN ARRAY(
          SELECT o FROM pg_catalog.unnest(a.attoptions) AS o
          WHERE NOT pg_catalog.starts_with(o, 'pg_attver=')) END AS attoptions,
        a.attfdwoptions
      FROM pg_catalog.pg_attribute AS a
      JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = a.attcollation
      LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
      WHERE a.attnum > 0 AND NOT a.attisdropped
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't' AND {user_schema n}
      ORDER BY a.attrelid, a.attnum
      """;

  private static final String PARENTS =
      """
      SELECT i.inhrelid, i.inhparent
      FROM pg_catalog.pg_inherits AS i
      ORDER BY i.inhrelid, i.inhseqno
      """;

  private static final String NOT_NULLS =
      """
      SELECT c.oid, c.conrelid, c.conname, c.conkey[1] AS attnum, c.conislocal, c.connoinherit,
        c.convalidated
      FROM pg_catalog.pg_constraint AS c
      WHERE c.contype = 'n' AND c.conrelid <> 0
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(
        QUERY, row -> add(catalog, new Relation(row.getLong("oid"), traits(source, row)), row));
    readColumns(source, catalog::parent);
    source.each(PARENTS, row -> addParent(catalog, row));
    source.each(NOT_NULLS, row -> addNotNull(catalog, row));
  }

  /** What comes with an extension is not made, but has to be known by what inherits from it. */
  private static void add(Catalog catalog, Relation relation, ResultSet row) throws SQLException {
    long extension = row.getLong("extension");
    if (extension == 0) {
      catalog.add(relation);
      return;
    }
    Node node = catalog.find(SystemCatalog.EXTENSION.id(extension));
    if (node != null) {
      relation.setNode(node);
      catalog.addGiven(relation);
    }
  }

  /** Adds the columns of all relations that are known. */
  static void readColumns(CatalogReader source, LongFunction<Relation> relations)
      throws SQLException {
    boolean compressed = !source.scope().omits(Omission.TOAST_COMPRESSION);
    source.each(
        COLUMNS,
        row -> {
          Relation relation = relations.apply(row.getLong("attrelid"));
          if (relation != null) {
            relation.columns().add(column(source, row, compressed));
          }
        });
  }

  private static Relation.Traits traits(CatalogReader source, ResultSet row) throws SQLException {
    return new Relation.Traits(
        source.shared(row, "nspname"),
        row.getString("relname"),
        source.shared(row, "owner"),
        CatalogReader.letter(row, "relkind"),
        CatalogReader.letter(row, "relpersistence"),
        CatalogReader.texts(row, "options"),
        source.shared(row, "tablespace"),
        accessMethod(source, row),
        CatalogReader.letter(row, "relreplident"),
        row.getBoolean("relrowsecurity"),
        row.getBoolean("relforcerowsecurity"),
        row.getString("bound"),
        row.getString("partition_key"),
        row.getString("of_type"),
        row.getString("server") == null
            ? null
            : new Relation.Foreign(row.getString("server"), CatalogReader.texts(row, "ftoptions")),
        row.getString("definition"),
        row.getBoolean("relispopulated"),
        row.getLong("pages"));
  }

  /** A partitioned table states its own, so that leaving it out begins here. */
  private static @Nullable String accessMethod(CatalogReader source, ResultSet row)
      throws SQLException {
    boolean left =
        CatalogReader.letter(row, "relkind") == 'p'
            && source.scope().omits(Omission.TABLE_ACCESS_METHODS);
    return left ? null : source.shared(row, "amname");
  }

  private static Column column(CatalogReader source, ResultSet row, boolean compressed)
      throws SQLException {
    return new Column(
        row.getInt("attnum"),
        source.shared(row, "attname"),
        source.shared(row, "type"),
        row.getBoolean("attnotnull"),
        row.getBoolean("attislocal"),
        CatalogReader.letter(row, "attidentity"),
        CatalogReader.letter(row, "attgenerated"),
        source.shared(row, "collation"),
        storage(CatalogReader.letter(row, "storage")),
        compressed ? compression(CatalogReader.letter(row, "compression")) : null,
        row.getObject("statistics", Integer.class),
        CatalogReader.texts(row, "attoptions"),
        CatalogReader.texts(row, "attfdwoptions"));
  }

  private static String storage(char code) {
    return switch (code) {
      case 'p' -> "PLAIN";
      case 'e' -> "EXTERNAL";
      case 'm' -> "MAIN";
      case 'x' -> "EXTENDED";
      default -> null;
    };
  }

  private static String compression(char code) {
    return switch (code) {
      case 'p' -> "pglz";
      case 'l' -> "lz4";
      default -> null;
    };
  }

  private static void addParent(Catalog catalog, ResultSet row) throws SQLException {
    Relation child = catalog.relation(row.getLong("inhrelid"));
    if (child != null) {
      child.parents().add(row.getLong("inhparent"));
    }
  }

  private static void addNotNull(Catalog catalog, ResultSet row) throws SQLException {
    Relation relation = catalog.parent(row.getLong("conrelid"));
    if (relation != null) {
      relation.addNotNull(
          row.getInt("attnum"),
          new Relation.NotNull(
              SystemCatalog.CONSTRAINT.id(row.getLong("oid")),
              row.getString("conname"),
              row.getBoolean("conislocal"),
              !row.getBoolean("connoinherit"),
              row.getBoolean("convalidated")));
    }
  }
}
