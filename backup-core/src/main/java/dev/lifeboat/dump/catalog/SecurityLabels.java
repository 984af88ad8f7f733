package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All security labels of the source, by object and column number; each provider can give one. The
 * provider must be loaded where they are restored.
 *
 * <p>Those of the database and of its subscriptions are where the server keeps the labels of all
 * databases.
 */
final class SecurityLabels {
  private static final String QUERY =
      """
      SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label
      FROM pg_catalog.pg_seclabel AS l
      UNION ALL
      SELECT l.classoid, l.objoid, 0, l.provider, l.label
      FROM pg_catalog.pg_shseclabel AS l
      JOIN pg_catalog.pg_database AS d ON d.datname = pg_catalog.current_database()
      WHERE l.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND l.objoid = d.oid
      ORDER BY 1, 2, 3, 4
      """;

  /** Before version 14, not every role may see the OIDs of subscriptions. */
  private static final String SUBSCRIPTIONS_READABLE =
      "SELECT pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'oid', 'SELECT')";

  private static final String OF_SUBSCRIPTIONS =
      """
      SELECT l.classoid, l.objoid, 0 AS objsubid, l.provider, l.label
      FROM pg_catalog.pg_shseclabel AS l
      JOIN pg_catalog.pg_subscription AS s ON s.oid = l.objoid
      JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
      WHERE l.classoid = 'pg_catalog.pg_subscription'::pg_catalog.regclass
        AND d.datname = pg_catalog.current_database()
      ORDER BY 1, 2, 3, 4
      """;

  private final Map<ObjectPart, List<Label>> labels = new HashMap<>();
  private final Set<ObjectPart> asked = new HashSet<>();

  private SecurityLabels() {}

  static SecurityLabels read(CatalogReader source) throws SQLException {
    SecurityLabels all = new SecurityLabels();
    source.each(QUERY, all::add);
    List<Boolean> readable = new ArrayList<>();
    source.each(SUBSCRIPTIONS_READABLE, row -> readable.add(row.getBoolean(1)));
    if (readable.contains(true)) {
      source.each(OF_SUBSCRIPTIONS, all::add);
    }
    return all;
  }

  private void add(ResultSet row) throws SQLException {
    CatalogId object = new CatalogId(row.getLong("classoid"), row.getLong("objoid"));
    labels
        .computeIfAbsent(new ObjectPart(object, row.getInt("objsubid")), key -> new ArrayList<>())
        .add(new Label(row.getString("provider"), row.getString("label")));
  }

  /** One statement for each label of an object or one of its columns. */
  List<String> on(CatalogId object, int column, Subject subject) {
    ObjectPart part = new ObjectPart(object, column);
    List<Label> found = labels.getOrDefault(part, List.of());
    if (!found.isEmpty()) {
      asked.add(part);
    }
    return found.stream().map(label -> label.on(subject)).toList();
  }

  /** What has labels that nobody asked for. */
  List<ObjectPart> unasked() {
    return labels.keySet().stream().filter(part -> !asked.contains(part)).toList();
  }

  private record Label(String provider, String text) {
    String on(Subject subject) {
      return "SECURITY LABEL FOR "
          + Sql.identifier(provider)
          + " ON "
          + subject.sql()
          + " IS "
          + Sql.literal(text)
          + ";";
    }
  }
}
