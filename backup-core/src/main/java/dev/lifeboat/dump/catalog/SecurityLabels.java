package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All security labels of the source, by object and column number; each provider can give one. The
 * provider must be loaded where they are restored.
 */
final class SecurityLabels {
  private static final String QUERY =
      """
      SELECT l.classoid, l.objoid, l.objsubid, l.provider, l.label
      FROM pg_catalog.pg_seclabel AS l
      ORDER BY l.classoid, l.objoid, l.objsubid, l.provider
      """;

  private final Map<Key, List<Label>> labels = new HashMap<>();

  private SecurityLabels() {}

  static SecurityLabels read(CatalogReader source) throws SQLException {
    SecurityLabels all = new SecurityLabels();
    source.each(
        QUERY,
        row ->
            all.labels
                .computeIfAbsent(
                    new Key(
                        new CatalogId(row.getLong("classoid"), row.getLong("objoid")),
                        row.getInt("objsubid")),
                    key -> new ArrayList<>())
                .add(new Label(row.getString("provider"), row.getString("label"))));
    return all;
  }

  /** One statement for each label of an object or one of its columns. */
  List<String> on(CatalogId object, int column, Subject subject) {
    return labels.getOrDefault(new Key(object, column), List.of()).stream()
        .map(label -> label.on(subject))
        .toList();
  }

  private record Key(CatalogId object, int column) {}

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
