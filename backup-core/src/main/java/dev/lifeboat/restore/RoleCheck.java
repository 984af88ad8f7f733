package dev.lifeboat.restore;

import dev.lifeboat.archive.OwnerStatement;
import dev.lifeboat.archive.RestorePass;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import dev.lifeboat.restore.names.GrantedRoles;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses a server that lacks roles, all of them at once. */
final class RoleCheck {
  private RoleCheck() {}

  /**
   * Refuses if a role is missing that owns an entry, that an entry gives privileges to, or that a
   * policy or user mapping is for.
   *
   * @param session of the server; maybe of another database than the target
   * @param target the encoding of the target: all databases share the names of roles as bytes,
   *     which each reads in its own encoding
   */
  static void requireRoles(
      Session session, TextEncoding target, Collection<TocEntry> entries, List<String> properties) {
    Set<String> missing = needed(entries);
    properties.forEach(statement -> missing.addAll(GrantedRoles.in(statement)));
    try {
      session.texts("SELECT rolname FROM pg_catalog.pg_roles").stream()
          .map(name -> target.decode(session.serverEncoding().encode(name)))
          .forEach(missing::remove);
    } catch (SQLException e) {
      throw PostgresFailure.of("list the roles of the server", e);
    }
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "The server has no role %s; restore the roles that were kept with the backup first, create what is missing with CREATE ROLE, name others by an owner map, or restore without owners and privileges, unless policies or user mappings are for it"
              .formatted(missing.stream().map(Sql::oneLine).collect(Collectors.joining(", "))));
    }
  }

  private static Set<String> needed(Collection<TocEntry> entries) {
    Set<String> needed = new TreeSet<>();
    for (TocEntry entry : entries) {
      needed.addAll(GrantedRoles.of(entry.description(), entry.definition()));
      if (RestorePass.of(entry) == RestorePass.PRIVILEGES) {
        needed.addAll(GrantedRoles.in(entry.definition()));
      } else if (OwnerStatement.of(entry).isPresent()) {
        needed.add(entry.owner());
      }
    }
    return needed;
  }
}
