package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Privileges on objects that are there without being dumped: those of the system and members of
 * extensions. {@code pg_init_privs} tells which ones they come with; the others are granted again.
 * Their owners are not restored, as they are not by {@code pg_dump}. Of the information schema it
 * does not tell, so its privileges are left as a new database has them.
 */
final class GivenPrivileges implements Kind {
  private static final String QUERY =
      """
      SELECT o.catalog, o.oid, o.number, o.keyword || ' ' || o.sql AS sql, o.tag,
        o.column_sql, o.schema, pg_catalog.pg_get_userbyid(o.owner) AS owner, e.refobjid AS extension
      FROM (
        SELECT 1259 AS catalog, c.oid, 0 AS number, c.relacl AS acl,
          CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS keyword,
          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS sql,
          CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.relname AS tag, n.nspname AS schema, c.relowner AS owner, '' AS column_sql
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {granted pg_class c relacl}
        UNION ALL
        SELECT 1259, c.oid, a.attnum, a.attacl, 'TABLE',
          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
          'COLUMN ' || c.relname || '.' || a.attname, n.nspname, c.relowner, pg_catalog.quote_ident(a.attname)
        FROM pg_catalog.pg_attribute AS a
        JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {granted_column a} AND NOT a.attisdropped
        UNION ALL
        SELECT 1255, p.oid, 0, p.proacl,
          CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
          p.oid::pg_catalog.regprocedure::pg_catalog.text,
          'FUNCTION ' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
          n.nspname, p.proowner, ''
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE {granted pg_proc p proacl}
        UNION ALL
        SELECT 1247, t.oid, 0, t.typacl, 'TYPE',
          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname),
          'TYPE ' || t.typname, n.nspname, t.typowner, ''
        FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
        WHERE {granted pg_type t typacl}
        UNION ALL
        SELECT 2612, l.oid, 0, l.lanacl, 'LANGUAGE', pg_catalog.quote_ident(l.lanname),
          'LANGUAGE ' || l.lanname, NULL, l.lanowner, ''
        FROM pg_catalog.pg_language AS l
        UNION ALL
        SELECT 2615, n.oid, 0, n.nspacl, 'SCHEMA', pg_catalog.quote_ident(n.nspname),
          'SCHEMA ' || n.nspname, NULL, n.nspowner, ''
        FROM pg_catalog.pg_namespace AS n WHERE n.nspname <> 'public'
        UNION ALL
        SELECT 2328, w.oid, 0, w.fdwacl, 'FOREIGN DATA WRAPPER',
          pg_catalog.quote_ident(w.fdwname), 'FOREIGN DATA WRAPPER ' || w.fdwname, NULL, w.fdwowner, ''
        FROM pg_catalog.pg_foreign_data_wrapper AS w
        UNION ALL
        SELECT 1417, s.oid, 0, s.srvacl, 'FOREIGN SERVER', pg_catalog.quote_ident(s.srvname),
          'FOREIGN SERVER ' || s.srvname, NULL, s.srvowner, ''
        FROM pg_catalog.pg_foreign_server AS s
      ) AS o
      LEFT JOIN pg_catalog.pg_depend AS e ON e.classid = o.catalog AND e.objid = o.oid
        AND e.objsubid = 0 AND e.deptype = 'e'
      LEFT JOIN pg_catalog.pg_init_privs AS i ON i.classoid = o.catalog AND i.objoid = o.oid
        AND i.objsubid = o.number
      WHERE (o.acl IS NOT NULL OR i.initprivs IS NOT NULL)
        AND o.acl IS DISTINCT FROM i.initprivs
        AND (o.oid < 16384 OR e.refobjid IS NOT NULL)
        AND coalesce(o.schema, o.sql) <> 'information_schema'
      ORDER BY o.number <> 0
      """;

  private final Map<CatalogId, Node> relations = new HashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private void add(Catalog catalog, ResultSet row) throws SQLException {
    CatalogId object = new CatalogId(row.getLong("catalog"), row.getLong("oid"));
    int column = row.getInt("number");
    Node node = catalog.addUnlisted(node(row, object, column));
    if (column == 0) {
      relations.put(object, node);
    } else if (relations.containsKey(object)) {
      node.need(relations.get(object)); // what is revoked on a table is revoked on its columns
    }
    Node extension = catalog.find(SystemCatalog.EXTENSION.id(row.getLong("extension")));
    if (extension != null) {
      node.memberOf(extension);
    }
  }

  private static Node node(ResultSet row, CatalogId object, int column) throws SQLException {
    String columnSql = row.getString("column_sql");
    Subject subject =
        new Subject(
            row.getString("sql"),
            row.getString("tag"),
            row.getString("schema"),
            row.getString("owner"));
    return new Node(
        NodeKind.GIVEN_PRIVILEGES,
        CatalogId.NONE,
        CatalogReader.text(row, "schema"),
        subject.tag() + " " + columnSql,
        (self, toc) -> toc.grantGiven(self, object, column, columnSql, subject));
  }
}
