package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Privileges that roles give to what they will make.
 *
 * <p>Those for all schemas stand in place of the built-in ones and can take from them; those for
 * one schema only add to them (see {@code ALTER DEFAULT PRIVILEGES} in PostgreSQL's documentation).
 */
final class DefaultPrivileges implements Kind {
  private static final String QUERY =
      """
      SELECT d.oid, pg_catalog.pg_get_userbyid(d.defaclrole) AS role, n.nspname, d.defaclobjtype,
        x.side, x.grantable, x.privilege, pg_catalog.pg_get_userbyid(x.grantor) AS grantor,
        CASE WHEN x.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee
      FROM pg_catalog.pg_default_acl AS d
      LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace,
      LATERAL (
        SELECT 'actual' AS side, a.ordinality, a.grantor, a.grantee, a.privilege_type AS privilege,
          a.is_grantable AS grantable
        FROM pg_catalog.aclexplode(d.defaclacl) WITH ORDINALITY AS a
        UNION ALL
        SELECT 'usual', u.ordinality, u.grantor, u.grantee, u.privilege_type, u.is_grantable
        FROM pg_catalog.aclexplode(CASE WHEN d.defaclnamespace = 0
            THEN pg_catalog.acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's'
              ELSE d.defaclobjtype END::pg_catalog."char", d.defaclrole)
            END) WITH ORDINALITY AS u
      ) AS x
      ORDER BY n.nspname NULLS FIRST, role, d.defaclobjtype, d.oid, x.side, x.ordinality
      """;

  private final Map<Long, Defaults> found = new LinkedHashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, this::collect);
    found.forEach((oid, defaults) -> catalog.add(defaults.node(oid)));
  }

  private void collect(ResultSet row) throws SQLException {
    String objects = objects(CatalogReader.letter(row, "defaclobjtype"));
    if (objects.isEmpty()) {
      return;
    }
    Defaults defaults = found.get(row.getLong("oid"));
    if (defaults == null) {
      defaults =
          new Defaults(row.getString("role"), row.getString("nspname"), objects, Access.empty());
      found.put(row.getLong("oid"), defaults);
    }
    defaults.access().add(row);
  }

  /** Empty for a kind that a newer server may have, of which a person is warned. */
  private static String objects(char type) {
    return switch (type) {
      case 'r' -> "TABLES";
      case 'S' -> "SEQUENCES";
      case 'f' -> "FUNCTIONS";
      case 'T' -> "TYPES";
      case 'n' -> "SCHEMAS";
      case 'L' -> "LARGE OBJECTS";
      default -> "";
    };
  }

  private record Defaults(String role, @Nullable String schema, String objects, Access access) {
    Node node(long oid) {
      String tag = "DEFAULT PRIVILEGES FOR " + objects;
      CatalogId id = SystemCatalog.DEFAULT_ACL.id(oid);
      Draft draft = Draft.of("DEFAULT ACL", tag, schema, role, sql(), "");
      String sortedBy = schema == null ? "" : schema;
      return new Node(NodeKind.DEFAULT_ACL, id, sortedBy, tag + " " + role, Contents.of(draft));
    }

    private String sql() {
      String alter =
          "ALTER DEFAULT PRIVILEGES FOR ROLE "
              + Sql.identifier(role)
              + (schema == null ? " " : " IN SCHEMA " + Sql.identifier(schema) + " ");
      return new GrantStatements(objects, "", role)
          .statements(access).stream().map(alter::concat).collect(Collectors.joining("\n"));
    }
  }
}
