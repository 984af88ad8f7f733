package dev.lifeboat.restore;

import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Event triggers that the target has before a restore. */
final class EventTriggers {
  /** Those of extensions belong to how these work; a login is no part of a restore. */
  private static final String ENABLED =
      """
      SELECT pg_catalog.format('%s (%s)', e.evtname, e.evtevent) FROM pg_catalog.pg_event_trigger AS e
      WHERE e.evtenabled IN ('O', 'A') AND e.evtevent <> 'login'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND d.objid = e.oid AND d.deptype = 'e')
      ORDER BY e.evtname
      """;

  private EventTriggers() {}

  /** What a person should know of them before anything is changed. */
  static Optional<String> warning(Session session) {
    try {
      List<String> enabled = session.texts(ENABLED);
      return enabled.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Event triggers of the target act on what is restored, and may change or forbid it: %s; disable them before (ALTER EVENT TRIGGER name DISABLE) if they should not"
                  .formatted(Sql.oneLine(String.join(", ", enabled))));
    } catch (SQLException e) {
      throw PostgresFailure.of("look at the event triggers of the target", e);
    }
  }
}
