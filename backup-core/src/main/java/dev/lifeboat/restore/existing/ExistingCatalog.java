package dev.lifeboat.restore.existing;

import dev.lifeboat.archive.CopyTarget;
import dev.lifeboat.archive.TocEntry;
import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the target's catalogs tell of tables that exist. */
final class ExistingCatalog {
  /**
   * How {@code pg_dump} and Lifeboat mark INSERT statements that may go into any partition (see
   * {@code pg_dump --load-via-partition-root}).
   */
  private static final String ANY_PARTITION = "-- load via partition root";

  private static final String TABLES =
      """
      SELECT w.id, c.oid, COALESCE(pg_catalog.pg_partition_root(c.oid::pg_catalog.regclass)::pg_catalog.oid, c.oid) AS root,
        EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e') AS of_extension
      FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.int4[]), pg_catalog.unnest(?::pg_catalog.text[]),
        pg_catalog.unnest(?::pg_catalog.text[])) AS w(id, schema, name)
      JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
      JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
      """;

  /** Rows reach the partitions of a table as well. */
  static final String REACHED =
      """
      WITH RECURSIVE reached(target, oid, depth) AS (
        SELECT w.oid, w.oid, 0 FROM pg_catalog.unnest(?::pg_catalog.oid[]) AS w(oid)
        UNION ALL SELECT r.target, i.inhrelid, r.depth + 1
        FROM reached AS r JOIN pg_catalog.pg_inherits AS i ON i.inhparent = r.oid
        JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND c.relispartition
      )""";

  /**
   * Triggers for INSERT: bit 2 of {@code tgtype} (PostgreSQL's {@code pg_trigger.h}). What enforces
   * keys belongs to a constraint of one of these kinds. Rules act on INSERT statements.
   */
  private static final String HOOKS =
      REACHED
          + """
             SELECT r.target, h.kind, n.nspname, c.relname, h.name, h.state::pg_catalog.text,
              pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owned
            FROM reached AS r JOIN (
              SELECT 'TRIGGER' AS kind, t.tgrelid AS relation, t.tgname AS name, t.tgenabled AS state
              FROM pg_catalog.pg_trigger AS t
              LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint
              WHERE t.tgtype::pg_catalog.int4 & 4 <> 0 AND (k.oid IS NULL OR k.contype NOT IN ('f', 'p', 'u', 'x'))
              UNION ALL SELECT 'RULE', w.ev_class, w.rulename, w.ev_enabled
              FROM pg_catalog.pg_rewrite AS w WHERE w.ev_type = '3'
            ) AS h ON h.relation = r.oid
            JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            ORDER BY r.depth, n.nspname, c.relname, h.kind, h.name
            """;

  private static final String KEYS =
      """
      SELECT k.oid, n.nspname, c.relname, k.conname, k.condeferrable,
        COALESCE(pg_catalog.pg_partition_root(k.conrelid::pg_catalog.regclass)::pg_catalog.oid, k.conrelid) AS "from",
        COALESCE(pg_catalog.pg_partition_root(k.confrelid::pg_catalog.regclass)::pg_catalog.oid, k.confrelid) AS "to",
        pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owned
      FROM pg_catalog.pg_constraint AS k
      JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0 %s
      """;

  private final Session session;

  ExistingCatalog(Session session) {
    this.session = session;
  }

  /** The tables that entries load into, by dump id. */
  Map<Integer, ExistingTable> tables(List<TocEntry> entries) throws SQLException {
    Map<Integer, TocEntry> byId = new HashMap<>();
    List<String> schemas = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (TocEntry entry : entries) {
      byId.put(entry.dumpId(), entry);
      List<String> name = name(entry);
      schemas.add(name.get(0));
      names.add(name.get(1));
    }
    Map<Integer, ExistingTable> tables = new HashMap<>();
    session.query(
        TABLES,
        row -> {
          int id = row.getInt("id");
          long root = row.getLong("root");
          long oid = isForAnyPartition(byId.get(id)) ? root : row.getLong("oid");
          tables.put(id, new ExistingTable(oid, root, row.getBoolean("of_extension"), List.of()));
        },
        array(session, "int4", entries.stream().map(TocEntry::dumpId).toList()),
        array(session, "text", schemas),
        array(session, "text", names));
    Map<Long, List<Hook>> hooks =
        hooks(tables.values().stream().map(ExistingTable::oid).distinct().toList());
    tables.replaceAll((id, table) -> table.with(hooks(table, byId.get(id), hooks)));
    return tables;
  }

  /** Rules do not act on COPY. */
  private static List<Hook> hooks(
      ExistingTable table, TocEntry entry, Map<Long, List<Hook>> hooks) {
    return hooks.getOrDefault(table.oid(), List.of()).stream()
        .filter(hook -> !entry.isCopied() || hook.kind().equals("TRIGGER"))
        .toList();
  }

  /** What acts on rows of tables, in whatever state, by the oid of the table. */
  Map<Long, List<Hook>> hooks(Collection<Long> tables) throws SQLException {
    Map<Long, List<Hook>> hooks = new HashMap<>();
    session.query(
        HOOKS,
        row ->
            hooks
                .computeIfAbsent(row.getLong("target"), key -> new ArrayList<>())
                .add(
                    new Hook(
                        row.getString("kind"),
                        row.getString("nspname"),
                        row.getString("relname"),
                        row.getString("name"),
                        row.getString("state").charAt(0),
                        row.getBoolean("owned"))),
        array(session, "oid", tables));
    return hooks;
  }

  /** All foreign keys that are enforced. */
  List<ForeignKey> keys() throws SQLException {
    boolean some = session.version().has(ServerFeature.UNENFORCED_CONSTRAINTS);
    List<ForeignKey> keys = new ArrayList<>();
    session.query(
        KEYS.formatted(some ? "AND k.conenforced" : ""),
        row ->
            keys.add(
                new ForeignKey(
                    row.getLong("oid"),
                    row.getString("nspname"),
                    row.getString("relname"),
                    row.getString("conname"),
                    row.getLong("from"),
                    row.getLong("to"),
                    row.getBoolean("condeferrable"),
                    row.getBoolean("owned"))));
    return keys;
  }

  /** A parameter of many values. */
  static Object array(Session session, String type, Collection<?> values) throws SQLException {
    return session.connection().createArrayOf(type, values.toArray());
  }

  /** Schema and name; archives whose names tell no schema rely on that of the entry. */
  private static List<String> name(TocEntry entry) {
    String schema = String.valueOf(entry.namespace());
    if (!entry.isCopied()) {
      return List.of(schema, entry.tag());
    }
    List<String> names = CopyTarget.of(entry).names();
    return names.size() == 2 ? names : List.of(schema, names.get(names.size() - 1));
  }

  private static boolean isForAnyPartition(TocEntry entry) {
    return !entry.isCopied() && entry.definition().startsWith(ANY_PARTITION);
  }
}
