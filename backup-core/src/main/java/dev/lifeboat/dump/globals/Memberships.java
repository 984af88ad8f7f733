package dev.lifeboat.dump.globals;

import dev.lifeboat.dump.catalog.CatalogReader;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Who is a member of what, granted by whom, in an order in which each grantor may grant.
 *
 * <p>From version 16 on a grantor needs the ADMIN option to grant, and memberships have options of
 * their own. Before, who granted is a note that may name a role which could not grant, so that it
 * is left out, as {@code pg_dumpall} does: the statement would fail on a newer server.
 */
final class Memberships {
  private static final String QUERY =
      """
      SELECT r.rolname AS role, m.rolname AS member,
        {if MEMBERSHIP_OPTIONS: CASE WHEN a.grantor <> 10 THEN g.rolname END else NULL} AS grantor,
        a.admin_option,
        {if MEMBERSHIP_OPTIONS: a.inherit_option::pg_catalog.text else NULL} AS inherit,
        {if MEMBERSHIP_OPTIONS: a.set_option::pg_catalog.text else NULL} AS can_set
      FROM pg_catalog.pg_auth_members AS a
      JOIN pg_catalog.pg_roles AS r ON r.oid = a.roleid
      JOIN pg_catalog.pg_roles AS m ON m.oid = a.member
      LEFT JOIN pg_catalog.pg_roles AS g ON g.oid = a.grantor
      WHERE NOT (r.rolname ~ '^pg_' AND m.rolname ~ '^pg_')
      ORDER BY r.rolname, m.rolname, grantor
      """;

  private Memberships() {}

  static List<String> read(CatalogReader source) throws SQLException {
    List<Membership> memberships = new ArrayList<>();
    source.each(QUERY, row -> memberships.add(membership(row)));
    return ordered(memberships).stream().map(Membership::sql).toList();
  }

  private static Membership membership(ResultSet row) throws SQLException {
    String options =
        row.getString("inherit") == null
            ? (row.getBoolean("admin_option") ? " WITH ADMIN OPTION" : "")
            : " WITH ADMIN %s, INHERIT %s, SET %s"
                .formatted(
                    row.getBoolean("admin_option"),
                    row.getString("inherit"),
                    row.getString("can_set"));
    return new Membership(
        row.getString("role"),
        row.getString("member"),
        row.getString("grantor") == null ? "" : row.getString("grantor"),
        row.getBoolean("admin_option"),
        options);
  }

  private static List<Membership> ordered(List<Membership> memberships) {
    List<Membership> open = new ArrayList<>(memberships);
    List<Membership> ordered = new ArrayList<>();
    Set<Admin> admins = new HashSet<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Iterator<Membership> each = open.iterator(); each.hasNext(); ) {
        Membership next = each.next();
        if (next.grantor().isEmpty() || admins.contains(new Admin(next.role(), next.grantor()))) {
          each.remove();
          ordered.add(next);
          progress = true;
          if (next.admin()) {
            admins.add(new Admin(next.role(), next.member()));
          }
        }
      }
    }
    ordered.addAll(open); // none, as the server keeps each grantor able to grant
    return ordered;
  }

  /** Who may grant a role. */
  private record Admin(String role, String admin) {}

  /**
   * One membership.
   *
   * @param grantor who granted it; empty for the superuser that the server was made with, and
   *     before version 16
   */
  private record Membership(
      String role, String member, String grantor, boolean admin, String options) {
    String sql() {
      return "GRANT "
          + Sql.identifier(role)
          + " TO "
          + Sql.identifier(member)
          + options
          + (grantor.isEmpty() ? "" : " GRANTED BY " + Sql.identifier(grantor))
          + ";";
    }
  }
}
