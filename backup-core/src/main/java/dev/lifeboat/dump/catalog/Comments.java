package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** All comments of the source, by object and column number. */
final class Comments {
  private static final String QUERY =
      """
      SELECT d.classoid, d.objoid, d.objsubid, d.description
      FROM pg_catalog.pg_description AS d
      WHERE d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
      """;

  private final Map<Key, String> texts = new HashMap<>();

  private Comments() {}

  static Comments read(CatalogReader source) throws SQLException {
    Comments comments = new Comments();
    source.each(
        QUERY,
        row ->
            comments.texts.put(
                new Key(
                    new CatalogId(row.getLong("classoid"), row.getLong("objoid")),
                    row.getInt("objsubid")),
                row.getString("description")));
    return comments;
  }

  /** The comment on an object or one of its columns, or an empty text. */
  String on(CatalogId object, int column) {
    return texts.getOrDefault(new Key(object, column), "");
  }

  private record Key(CatalogId object, int column) {}
}
