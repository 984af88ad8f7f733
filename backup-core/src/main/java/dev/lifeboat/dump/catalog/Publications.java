package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Publications, and the tables and schemas they publish. */
final class Publications implements Kind {
  private static final String QUERY =
      """
      SELECT p.oid, p.pubname, pg_catalog.pg_get_userbyid(p.pubowner) AS owner, p.puballtables,
        p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
        {if PUBLICATION_GENERATED_COLUMNS: p.pubgencols else 'n'} AS generated
      FROM pg_catalog.pg_publication AS p
      WHERE {no_member pg_publication p}
      """;

  private static final String TABLES =
      """
      SELECT r.oid, r.prpubid, r.prrelid,
        {if PUBLICATION_PARTS: pg_catalog.pg_get_expr(r.prqual, r.prrelid) else NULL} AS filter,
        {if PUBLICATION_PARTS: (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', '
            ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute AS a
          WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) else NULL} AS columns
      FROM pg_catalog.pg_publication_rel AS r
      """;

  private static final String SCHEMAS =
      """
      SELECT s.oid, s.pnpubid, s.pnnspid, n.nspname
      FROM pg_catalog.pg_publication_namespace AS s
      JOIN pg_catalog.pg_namespace AS n ON n.oid = s.pnnspid
      """;

  private final Map<Long, Publication> publications = new HashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
    source.each(TABLES, row -> addTable(catalog, row));
    if (source.version().has(ServerFeature.PUBLICATION_PARTS)) {
      source.each(SCHEMAS, row -> addSchema(catalog, row));
    }
  }

  private void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = row.getString("pubname");
    Subject subject = Subject.global("PUBLICATION", name, row.getString("owner"));
    String create =
        "CREATE "
            + subject.sql()
            + (row.getBoolean("puballtables") ? " FOR ALL TABLES" : "")
            + " WITH ("
            + String.join(", ", options(row))
            + ");";
    Draft draft =
        Draft.of("PUBLICATION", name, null, subject.owner(), create, "DROP " + subject.sql() + ";");
    Node node =
        catalog.add(
            new Node(
                NodeKind.PUBLICATION,
                SystemCatalog.PUBLICATION.id(row.getLong("oid")),
                "",
                name,
                Contents.of(draft, subject)));
    publications.put(row.getLong("oid"), new Publication(node, name, subject));
  }

  private static List<String> options(ResultSet row) throws SQLException {
    List<String> published = new ArrayList<>();
    for (String action : List.of("insert", "update", "delete", "truncate")) {
      if (row.getBoolean("pub" + action)) {
        published.add(action);
      }
    }
    List<String> options = new ArrayList<>();
    options.add("publish = " + Sql.literal(String.join(", ", published)));
    if (row.getBoolean("pubviaroot")) {
      options.add("publish_via_partition_root = true");
    }
    if (CatalogReader.letter(row, "generated") == 's') {
      options.add("publish_generated_columns = stored");
    }
    return options;
  }

  private void addTable(Catalog catalog, ResultSet row) throws SQLException {
    Publication publication = publications.get(row.getLong("prpubid"));
    Relation table = catalog.relation(row.getLong("prrelid"));
    if (publication == null || table == null || !table.isDumped()) {
      return;
    }
    String member =
        "TABLE ONLY "
            + table.sql()
            + (row.getString("columns") == null ? "" : " (" + row.getString("columns") + ")")
            + (row.getString("filter") == null ? "" : " WHERE (" + row.getString("filter") + ")");
    addMember(
        catalog,
        publication,
        SystemCatalog.PUBLICATION_REL.id(row.getLong("oid")),
        "PUBLICATION TABLE",
        table.name(),
        table.schema(),
        member,
        table.node());
  }

  private void addSchema(Catalog catalog, ResultSet row) throws SQLException {
    Publication publication = publications.get(row.getLong("pnpubid"));
    Node schema = catalog.find(SystemCatalog.NAMESPACE.id(row.getLong("pnnspid")));
    if (publication == null || schema == null) {
      return;
    }
    String name = row.getString("nspname");
    addMember(
        catalog,
        publication,
        SystemCatalog.PUBLICATION_NAMESPACE.id(row.getLong("oid")),
        "PUBLICATION TABLES IN SCHEMA",
        name,
        name,
        "TABLES IN SCHEMA " + Sql.identifier(name),
        schema);
  }

  private static void addMember(
      Catalog catalog,
      Publication publication,
      CatalogId id,
      String description,
      String name,
      String schema,
      String member,
      Node published) {
    String tag = publication.name() + " " + name;
    String alter = "ALTER " + publication.subject().sql();
    Node node =
        catalog.add(
            new Node(
                NodeKind.PUBLICATION_MEMBER,
                id,
                schema,
                tag,
                Contents.of(
                    Draft.of(
                        description,
                        tag,
                        schema,
                        publication.subject().owner(),
                        alter + " ADD " + member + ";",
                        ""))));
    node.memberOf(publication.node());
    node.memberOf(published);
  }

  private record Publication(Node node, String name, Subject subject) {}
}
