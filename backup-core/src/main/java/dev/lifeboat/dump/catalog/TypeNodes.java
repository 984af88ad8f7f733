package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What all kinds of types have in common. */
final class TypeNodes {
  /** The columns that every query for types selects. */
  static final String COLUMNS =
      "t.oid, t.typnamespace, n.nspname, t.typname, pg_catalog.pg_get_userbyid(t.typowner) AS owner";

  /** The tables that every query for types reads. */
  static final String FROM =
      "pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace";

  /** The condition that every query for types has. */
  static final String WHERE = "{user_schema n} AND {no_member pg_type t}";

  private TypeNodes() {}

  /** A type's name, quoted, with its schema. */
  static String name(ResultSet row) throws SQLException {
    return Sql.qualified(row.getString("nspname"), row.getString("typname"));
  }

  /**
   * Adds a type.
   *
   * @param keyword {@code TYPE} or {@code DOMAIN}
   * @param create the whole statement that makes it
   */
  static Node add(Catalog catalog, ResultSet row, String keyword, String create)
      throws SQLException {
    return add(catalog, row, keyword, create, (node, toc) -> {});
  }

  /**
   * Adds a type.
   *
   * @param keyword {@code TYPE} or {@code DOMAIN}
   * @param create the whole statement that makes it
   * @param notes writes what is to be said of other objects that come with it
   */
  static Node add(Catalog catalog, ResultSet row, String keyword, String create, Node.Content notes)
      throws SQLException {
    String schema = row.getString("nspname");
    String name = row.getString("typname");
    Subject subject = Subject.inSchema(keyword, schema, name, row.getString("owner"));
    Draft draft =
        Draft.of(keyword, name, schema, subject.owner(), create, "DROP " + subject.sql() + ";");
    Node.Content type = Contents.of(draft, subject, "TYPE " + Sql.qualified(schema, name));
    return catalog.add(
        new Node(
            NodeKind.TYPE,
            SystemCatalog.TYPE.id(row.getLong("oid")),
            schema,
            name,
            (node, toc) -> {
              type.write(node, toc);
              notes.write(node, toc);
            }));
  }
}
