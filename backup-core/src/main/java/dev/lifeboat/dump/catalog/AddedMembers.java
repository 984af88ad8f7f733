package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members that a user added to operator families of the system or of extensions, which are there
 * without being dumped. What an extension made is its own; so is what is of the system in a family
 * that an extension made.
 */
final class AddedMembers implements Kind {
  private static final String QUERY =
      """
      SELECT m.catalog, m.oid, m.family, m.member, m.place, n.nspname, f.opfname,
        pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.opfname)
          || ' USING ' || pg_catalog.quote_ident(a.amname) AS sql
      FROM (
      """
          + OperatorFamilies.ALL_MEMBERS
          + """
          ) AS m
          JOIN pg_catalog.pg_opfamily AS f ON f.oid = m.family
          JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
          JOIN pg_catalog.pg_am AS a ON a.oid = f.opfmethod
          WHERE m.oid >= 16384
            AND (f.oid < 16384 OR (m.object >= 16384 AND NOT {no_member pg_opfamily f}))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
              WHERE e.classid = m.object_catalog AND e.objid = m.object AND e.deptype = 'e')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS c
              WHERE c.classid = m.catalog AND c.objid = m.oid
                AND c.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass)
          ORDER BY m.catalog, m.number, m.member COLLATE "C"
          """;

  private final Map<Long, Family> families = new LinkedHashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  /** Their entry goes by the first of them, since the family itself is none of the dump. */
  private void add(Catalog catalog, ResultSet row) throws SQLException {
    CatalogId id = new CatalogId(row.getLong("catalog"), row.getLong("oid"));
    Family family = families.get(row.getLong("family"));
    if (family == null) {
      family = new Family(id, row.getString("sql"), row.getString("opfname"));
      families.put(row.getLong("family"), family);
      catalog.add(
          new Node(
              NodeKind.OPERATOR_FAMILY, id, row.getString("nspname"), family.sql(), family::write));
    } else {
      catalog.alias(id, family.id());
    }
    family.members().add(row.getString("member"));
    family.places().add(row.getString("place"));
  }

  /**
   * A family that members were added to.
   *
   * @param sql its name and method
   * @param places which the members have in it, without saying what is there
   */
  private record Family(
      CatalogId id, String sql, String name, List<String> members, List<String> places) {
    Family(CatalogId id, String sql, String name) {
      this(id, sql, name, new ArrayList<>(), new ArrayList<>());
    }

    void write(Node node, TocBuilder toc) {
      String alter = "ALTER OPERATOR FAMILY " + sql;
      toc.add(
          node,
          Draft.of(
              "OPERATOR FAMILY",
              name,
              node.schema(),
              "",
              alter + " ADD\n    " + String.join(",\n    ", members) + ";",
              alter + " DROP\n    " + String.join(",\n    ", places) + ";"));
    }
  }
}
