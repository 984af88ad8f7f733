package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operator families and the operator classes in them.
 *
 * <p>What an operator or function is a member of is told by {@code pg_depend}: of a class, when it
 * goes with that; else of the family itself.
 */
final class OperatorFamilies implements Kind {
  private static final String FAMILIES =
      """
      SELECT f.oid, n.nspname, f.opfname AS name, pg_catalog.pg_get_userbyid(f.opfowner) AS owner,
        pg_catalog.quote_ident(a.amname) AS method
      FROM pg_catalog.pg_opfamily AS f
      JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
      JOIN pg_catalog.pg_am AS a ON a.oid = f.opfmethod
      WHERE {user_schema n} AND {no_member pg_opfamily f}
      """;

  private static final String CLASSES =
      """
      SELECT c.oid, n.nspname, c.opcname AS name, pg_catalog.pg_get_userbyid(c.opcowner) AS owner,
        pg_catalog.quote_ident(a.amname) AS method, c.opcdefault,
        pg_catalog.format_type(c.opcintype, NULL) AS type,
        CASE WHEN c.opckeytype <> 0 THEN pg_catalog.format_type(c.opckeytype, NULL) END AS stored,
        pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.opfname) AS family
      FROM pg_catalog.pg_opclass AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.opcnamespace
      JOIN pg_catalog.pg_am AS a ON a.oid = c.opcmethod
      JOIN pg_catalog.pg_opfamily AS f ON f.oid = c.opcfamily
      JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.opfnamespace
      WHERE {user_schema n} AND {no_member pg_opclass c}
      """;

  /** All members of families, of classes too. */
  static final String ALL_MEMBERS =
      """
      SELECT 2602 AS catalog, o.oid, o.amopfamily AS family, 2617 AS object_catalog,
        o.amopopr AS object, o.amopstrategy AS number,
        'OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::pg_catalog.regoperator
          || coalesce(' FOR ORDER BY ' || pg_catalog.quote_ident(n.nspname) || '.'
               || pg_catalog.quote_ident(f.opfname), '') AS member,
        'OPERATOR ' || o.amopstrategy || ' (' || pg_catalog.format_type(o.amoplefttype, NULL)
          || ', ' || pg_catalog.format_type(o.amoprighttype, NULL) || ')' AS place
      FROM pg_catalog.pg_amop AS o
      LEFT JOIN pg_catalog.pg_opfamily AS f ON f.oid = o.amopsortfamily
      LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = f.opfnamespace
      UNION ALL
      SELECT 2603, p.oid, p.amprocfamily, 1255, p.amproc, p.amprocnum,
        t.place || ' ' || p.amproc::pg_catalog.oid::pg_catalog.regprocedure, t.place
      FROM pg_catalog.pg_amproc AS p
      CROSS JOIN LATERAL (SELECT 'FUNCTION ' || p.amprocnum
        || ' (' || pg_catalog.format_type(p.amproclefttype, NULL)
        || ', ' || pg_catalog.format_type(p.amprocrighttype, NULL) || ')') AS t(place)
      """;

  private static final String MEMBERS =
      """
      SELECT m.catalog, m.oid, d.refclassid, d.refobjid, m.member
      FROM (
      """
          + ALL_MEMBERS
          + """
          ) AS m
          JOIN pg_catalog.pg_depend AS d ON d.classid = m.catalog AND d.objid = m.oid
          WHERE d.refclassid IN ('pg_catalog.pg_opclass'::pg_catalog.regclass,
              'pg_catalog.pg_opfamily'::pg_catalog.regclass)
            AND d.deptype IN ('a', 'i') AND m.oid >= 16384
          ORDER BY m.catalog, m.number, m.member COLLATE "C"
          """;

  private final Map<CatalogId, Group> groups = new LinkedHashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(FAMILIES, row -> addFamily(catalog, row));
    source.each(CLASSES, row -> addClass(catalog, row));
    source.each(MEMBERS, row -> addMember(catalog, row));
  }

  private void addFamily(Catalog catalog, ResultSet row) throws SQLException {
    Group family = Group.of("OPERATOR FAMILY", row, List.of());
    CatalogId id = SystemCatalog.OPFAMILY.id(row.getLong("oid"));
    add(
        catalog,
        NodeKind.OPERATOR_FAMILY,
        id,
        family,
        (node, toc) -> family.writeFamily(node, toc));
  }

  private void addClass(Catalog catalog, ResultSet row) throws SQLException {
    String stored =
        row.getString("stored") == null ? row.getString("type") : row.getString("stored");
    String head =
        (row.getBoolean("opcdefault") ? "\n    DEFAULT" : "\n   ")
            + " FOR TYPE "
            + row.getString("type")
            + " USING "
            + row.getString("method")
            + " FAMILY "
            + row.getString("family")
            + " AS\n    ";
    Group made = Group.of("OPERATOR CLASS", row, List.of("STORAGE " + stored));
    CatalogId id = SystemCatalog.OPCLASS.id(row.getLong("oid"));
    add(
        catalog,
        NodeKind.OPERATOR_CLASS,
        id,
        made,
        (node, toc) -> made.writeClass(node, toc, head));
  }

  private void add(
      Catalog catalog, NodeKind kind, CatalogId id, Group group, Node.Content content) {
    groups.put(id, group);
    catalog.add(new Node(kind, id, group.schema(), group.name() + " " + group.method(), content));
  }

  private void addMember(Catalog catalog, ResultSet row) throws SQLException {
    CatalogId id = new CatalogId(row.getLong("refclassid"), row.getLong("refobjid"));
    Group group = groups.get(id);
    if (group != null) {
      group.members().add(row.getString("member"));
      catalog.alias(new CatalogId(row.getLong("catalog"), row.getLong("oid")), id);
    }
  }

  /** A family or a class, with its members as SQL. */
  private record Group(
      String keyword,
      String schema,
      String name,
      String owner,
      String method,
      List<String> members) {
    static Group of(String keyword, ResultSet row, List<String> members) throws SQLException {
      return new Group(
          keyword,
          row.getString("nspname"),
          row.getString("name"),
          row.getString("owner"),
          row.getString("method"),
          new ArrayList<>(members));
    }

    String sql() {
      return keyword + " " + Sql.qualified(schema, name);
    }

    /** A family that has members of its own gets them once it is there. */
    void writeFamily(Node node, TocBuilder toc) {
      String create = "CREATE " + using() + ";";
      if (!members.isEmpty()) {
        create += "\nALTER " + using() + " ADD\n    " + String.join(",\n    ", members) + ";";
      }
      write(node, toc, create);
    }

    void writeClass(Node node, TocBuilder toc, String head) {
      write(node, toc, "CREATE " + sql() + head + String.join(",\n    ", members) + ";");
    }

    private void write(Node node, TocBuilder toc, String create) {
      Subject subject = new Subject(using(), keyword + " " + name, schema, owner);
      toc.add(node, Draft.of(keyword, name, schema, owner, create, "DROP " + using() + ";"));
      toc.describe(node.id(), 0, subject);
    }

    private String using() {
      return sql() + " USING " + method;
    }
  }
}
