package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.dump.scope.Omission;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Warns of all that the source has and the dump has not, so that nothing is lost unsaid.
 *
 * <p>It does not look for certain kinds: whatever a user made that no {@link Kind} took, that is no
 * part of something else and that no extension brings, is told, in the server's own words for it.
 * Parts of what belongs to extensions are looked for by {@link ChangedMembers}.
 */
final class UndumpedObjects {
  private static final int NAMES = 3;

  /** Catalogs of objects that have a schema, and the column that says which. */
  private static final Map<String, String> IN_SCHEMAS =
      Map.ofEntries(
          Map.entry("pg_class", "relnamespace"),
          Map.entry("pg_collation", "collnamespace"),
          Map.entry("pg_conversion", "connamespace"),
          Map.entry("pg_opclass", "opcnamespace"),
          Map.entry("pg_operator", "oprnamespace"),
          Map.entry("pg_opfamily", "opfnamespace"),
          Map.entry("pg_proc", "pronamespace"),
          Map.entry("pg_statistic_ext", "stxnamespace"),
          Map.entry("pg_ts_config", "cfgnamespace"),
          Map.entry("pg_ts_dict", "dictnamespace"),
          Map.entry("pg_ts_parser", "prsnamespace"),
          Map.entry("pg_ts_template", "tmplnamespace"),
          Map.entry("pg_type", "typnamespace"));

  private static final List<String> WITHOUT_SCHEMA =
      List.of(
          "pg_am",
          "pg_amop",
          "pg_amproc",
          "pg_cast",
          "pg_default_acl",
          "pg_event_trigger",
          "pg_extension",
          "pg_foreign_data_wrapper",
          "pg_foreign_server",
          "pg_language",
          "pg_publication",
          "pg_publication_rel",
          "pg_transform");

  /**
   * Conditions on what would be no loss: indexes go with tables, shell operators are nothing, and
   * what was added to a family of operators counts where neither tells where it belongs, and
   * statistics of a table that belongs to an extension are told with its parts.
   */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "pg_amop",
          loose("o.amopfamily", "pg_operator", "o.amopopr"),
          "pg_amproc",
          loose("o.amprocfamily", "pg_proc", "o.amproc"),
          "pg_class",
          "o.relkind NOT IN ('t', 'i', 'I') AND o.relpersistence <> 't'",
          "pg_operator",
          "o.oprcode <> 0",
          "pg_statistic_ext",
          "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS m"
              + " WHERE m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
              + " AND m.objid = o.stxrelid AND m.deptype = 'e')");

  private final CatalogReader source;
  private final Catalog catalog;
  private final Wanted wanted;
  private final Map<String, List<String>> lost = new TreeMap<>();

  private UndumpedObjects(CatalogReader source, Catalog catalog, Wanted wanted) {
    this.source = source;
    this.catalog = catalog;
    this.wanted = wanted;
  }

  /**
   * Adds a warning for each kind of which something is lost.
   *
   * @param catalog with all nodes, and what stands for what
   * @param wanted what is left out on request, which is no loss
   * @param toc with the comments and privileges that were written
   */
  static void warn(CatalogReader source, Catalog catalog, Wanted wanted, TocBuilder toc)
      throws SQLException {
    UndumpedObjects undumped = new UndumpedObjects(source, catalog, wanted);
    undumped.addObjects();
    undumped.addProperties();
    undumped.addNotes("comment", Omission.COMMENTS, toc.unwrittenComments());
    undumped.addNotes("privileges", Omission.PRIVILEGES, toc.unwrittenPrivileges());
    undumped.addLabels(toc.unwrittenLabels());
    undumped.lost.forEach((kind, names) -> catalog.warn(warning(kind, names)));
  }

  private static String warning(String kind, List<String> names) {
    String first = names.stream().sorted().limit(NAMES).collect(Collectors.joining(", "));
    return "Not in the dump, kind '%s', %d in all: %s%s"
        .formatted(kind, names.size(), Sql.oneLine(first), names.size() > NAMES ? ", ..." : "");
  }

  private static String loose(String family, String catalog, String object) {
    return ("%s < %d AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS m"
            + " WHERE m.classid = 'pg_catalog.%s'::pg_catalog.regclass AND m.objid = %s"
            + " AND m.deptype = 'e')")
        .formatted(family, CatalogReader.FIRST_USER_OID, catalog, object);
  }

  private void add(String kind, String name) {
    lost.computeIfAbsent(kind, key -> new ArrayList<>()).add(name);
  }

  private void addObjects() throws SQLException {
    List<ObjectPart> unknown = new ArrayList<>();
    source.each(
        objects(),
        row -> {
          CatalogId id = new CatalogId(row.getLong("catalog"), row.getLong("oid"));
          if (catalog.find(id) == null) {
            unknown.add(new ObjectPart(id, 0));
          }
        });
    identify("", unknown);
  }

  /** Every object of a user that is no part of another and no member of an extension. */
  private static String objects() {
    List<String> queries = new ArrayList<>();
    IN_SCHEMAS.forEach((name, schema) -> queries.add(objects(name, "o." + schema)));
    WITHOUT_SCHEMA.forEach(name -> queries.add(objects(name, "0::pg_catalog.oid")));
    queries.add(objects("pg_namespace", "o.oid"));
    return "SELECT u.catalog, u.oid FROM ("
        + String.join(" UNION ALL ", queries)
        + """
        ) AS u
        LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = u.schema
        WHERE coalesce(n.nspname !~ '^pg_(toast|temp)', true)
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = u.catalog AND d.objid = u.oid AND d.deptype IN ('e', 'i', 'P', 'S'))
        """;
  }

  private static String objects(String name, String schema) {
    return "SELECT o.tableoid AS catalog, o.oid, %s AS schema FROM pg_catalog.%s AS o WHERE o.oid >= %d AND %s"
        .formatted(
            schema, name, CatalogReader.FIRST_USER_OID, CONDITIONS.getOrDefault(name, "true"));
  }

  private void addProperties() throws SQLException {
    for (String query : List.of(UndumpedProperties.QUERY, ChangedMembers.QUERY)) {
      source.each(query, row -> add(row.getString("kind"), row.getString("name")));
    }
  }

  private void addNotes(String what, Omission omission, List<ObjectPart> notes)
      throws SQLException {
    if (source.scope().omits(omission)) {
      return;
    }
    List<ObjectPart> own = new ArrayList<>(notes);
    own.removeIf(note -> isOfNoUser(note.object()) || isOmitted(note.object()));
    identify(what + " of ", own);
  }

  private void addLabels(List<ObjectPart> labels) throws SQLException {
    if (!source.scope().omits(Omission.SECURITY_LABELS)) {
      List<ObjectPart> own = new ArrayList<>(labels);
      own.removeIf(label -> isOmitted(label.object()));
      identify("security label of ", own);
    }
  }

  private boolean isOmitted(CatalogId object) {
    Node node = catalog.find(object);
    return node != null && wanted.isOmitted(node);
  }

  /**
   * Comments on members come with the extension, and their privileges are looked at elsewhere;
   * large objects are data, which a dump may leave out on request.
   */
  private boolean isOfNoUser(CatalogId object) {
    Node node = catalog.find(object);
    return object.catalog() == SystemCatalog.LARGEOBJECT.oid()
        || object.oid() < CatalogReader.FIRST_USER_OID
        || (node != null && node.kind() == NodeKind.EXTENSION);
  }

  private void identify(String prefix, List<ObjectPart> parts) throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    source.each(
        """
        SELECT i.type, i.identity
        FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]), pg_catalog.unnest(?::pg_catalog.oid[]),
            pg_catalog.unnest(?::pg_catalog.int4[])) AS o(catalog, oid, number),
          LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, o.number) AS i
        WHERE i.identity IS NOT NULL AND i.identity !~ '^pg_(toast_)?temp'
        """,
        row -> add(prefix + row.getString("type"), row.getString("identity")),
        array(parts.stream().map(part -> part.object().catalog()).toList()),
        array(parts.stream().map(part -> part.object().oid()).toList()),
        array(parts.stream().map(ObjectPart::number).toList()));
  }

  private static String array(List<? extends Number> numbers) {
    return numbers.stream().map(Number::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
