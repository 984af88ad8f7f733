package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.SQLException;

/** Schemas, without those of the system. */
final class Schemas implements Kind {
  private static final String QUERY =
      """
      SELECT n.oid, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner) AS owner
      FROM pg_catalog.pg_namespace AS n
      WHERE {user_schema n} AND {no_member pg_namespace n}
      ORDER BY n.nspname
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(
        QUERY,
        row -> add(catalog, row.getLong("oid"), row.getString("nspname"), row.getString("owner")));
  }

  private static void add(Catalog catalog, long oid, String name, String owner) {
    CatalogId id = SystemCatalog.NAMESPACE.id(oid);
    Subject subject = Subject.global("SCHEMA", name, owner);
    Node.Content content =
        name.equals("public") ? existing(name, owner, subject) : made(name, owner, subject);
    catalog.add(new Node(NodeKind.SCHEMA, id, "", name, content));
  }

  private static Node.Content made(String name, String owner, Subject subject) {
    Draft draft =
        Draft.of(
            "SCHEMA",
            name,
            null,
            owner,
            "CREATE " + subject.sql() + ";",
            "DROP " + subject.sql() + ";");
    return Contents.of(draft, subject, subject.sql());
  }

  /** Every new database has the schema {@code public}; only what was changed of it is stated. */
  private static Node.Content existing(String name, String owner, Subject subject) {
    Draft draft =
        Draft.of(
            "SCHEMA",
            name,
            null,
            owner.equals("pg_database_owner") ? "" : owner,
            "-- The schema public is there in every new database.",
            "-- The schema public is there in every new database."); // an owner needs a drop
    return (node, toc) -> {
      toc.add(node, draft);
      toc.describe(node.id(), 0, subject, "standard public schema");
      toc.grant(node.id(), 0, subject, subject.sql());
    };
  }
}
