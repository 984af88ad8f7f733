package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.Access;
import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.dump.catalog.GrantStatements;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may set which parameter of the server, which versions from 15 on have. */
final class ParameterPrivileges {
  private static final String QUERY =
      """
      SELECT p.parname, pg_catalog.pg_get_userbyid(10) AS owner, x.side, x.privilege, x.grantable,
        pg_catalog.pg_get_userbyid(x.grantor) AS grantor,
        CASE WHEN x.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee
      FROM pg_catalog.pg_parameter_acl AS p,
      LATERAL (
        SELECT 'actual' AS side, a.ordinality, a.grantor, a.grantee, a.privilege_type AS privilege,
          a.is_grantable AS grantable
        FROM pg_catalog.aclexplode(p.paracl) WITH ORDINALITY AS a
        UNION ALL
        SELECT 'usual', u.ordinality, u.grantor, u.grantee, u.privilege_type, u.is_grantable
        FROM pg_catalog.aclexplode(pg_catalog.acldefault('p', 10)) WITH ORDINALITY AS u
      ) AS x
      ORDER BY p.parname, x.side, x.ordinality
      """;

  private ParameterPrivileges() {}

  static List<String> read(CatalogReader source) throws SQLException {
    List<String> statements = new ArrayList<>();
    if (!source.version().has(ServerFeature.PARAMETER_PRIVILEGES)) {
      return statements;
    }
    Map<String, Access> privileges = new LinkedHashMap<>();
    String[] owner = new String[1];
    source.each(
        QUERY,
        row -> {
          owner[0] = row.getString("owner");
          access(privileges, row).add(row);
        });
    privileges.forEach(
        (parameter, access) ->
            statements.addAll(
                new GrantStatements("PARAMETER " + sql(parameter), "", owner[0])
                    .statements(access)));
    return statements;
  }

  private static Access access(Map<String, Access> privileges, ResultSet row) throws SQLException {
    return privileges.computeIfAbsent(row.getString("parname"), name -> Access.empty());
  }

  /** Names of parameters may have a prefix, which is quoted on its own. */
  private static String sql(String parameter) {
    return Arrays.stream(parameter.split("\\."))
        .map(Sql::identifier)
        .collect(Collectors.joining("."));
  }
}
