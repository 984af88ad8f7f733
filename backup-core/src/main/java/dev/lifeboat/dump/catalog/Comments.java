package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All comments of the source, by object and column number. */
final class Comments {
  private static final String QUERY =
      """
      SELECT d.classoid, d.objoid, d.objsubid, d.description
      FROM pg_catalog.pg_description AS d
      WHERE d.objoid >= 16384 OR d.classoid IN ('pg_catalog.pg_namespace'::pg_catalog.regclass,
        'pg_catalog.pg_largeobject'::pg_catalog.regclass)
      """;

  private final Map<ObjectPart, String> texts = new HashMap<>();
  private final Set<ObjectPart> asked = new HashSet<>();

  private Comments() {}

  static Comments read(CatalogReader source) throws SQLException {
    Comments comments = new Comments();
    source.each(
        QUERY,
        row ->
            comments.texts.put(
                new ObjectPart(
                    new CatalogId(row.getLong("classoid"), row.getLong("objoid")),
                    row.getInt("objsubid")),
                row.getString("description")));
    return comments;
  }

  /** The comment on an object or one of its columns, or an empty text. */
  String on(CatalogId object, int column) {
    ObjectPart part = new ObjectPart(object, column);
    String text = texts.getOrDefault(part, "");
    if (!text.isEmpty()) {
      asked.add(part);
    }
    return text;
  }

  /** What has a comment that nobody asked for. */
  List<ObjectPart> unasked() {
    return texts.keySet().stream().filter(part -> !asked.contains(part)).toList();
  }
}
