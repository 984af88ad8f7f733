package dev.lifeboat.dump.catalog;

import dev.lifeboat.dump.scope.PartitionLoad;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of partitions are loaded through.
 *
 * <p>In another database some keys put a row into another partition, as they depend on OIDs: the
 * hash of an enum's value, what compares names of relations and the like, and whatever holds such
 * values in an array, a range, a domain or a row. Types, operator classes and functions of users
 * can depend on anything, and the hash of text of a collation that is not deterministic depends on
 * the version of ICU. Such rows are loaded through the root of the partitioned tables, which finds
 * their place. {@code pg_dump} does so for plain enums.
 */
final class PartitionRoots {
  /**
   * Partitioned tables whose key depends on the database. A key's type is taken apart into those
   * that it holds; where the key is an expression, those are the types of the columns that it uses,
   * which depend on the table for that.
   */
  private static final String MOVING =
      """
      WITH RECURSIVE part(partitioned, strategy, computed, type) AS (
        SELECT p.partrelid, p.partstrat, false, a.atttypid
        FROM pg_catalog.pg_partitioned_table AS p
        JOIN pg_catalog.pg_attribute AS a
          ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs::pg_catalog.int2[])
        UNION
        SELECT p.partrelid, p.partstrat, true, a.atttypid
        FROM pg_catalog.pg_partitioned_table AS p
        JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND d.objid = p.partrelid AND d.refclassid = d.classid AND d.refobjid = p.partrelid
          AND d.refobjsubid = 0 AND d.deptype = 'i'
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.objid AND a.attnum = d.objsubid
        WHERE 0 = ANY (p.partattrs::pg_catalog.int2[])
        UNION
        SELECT p.partitioned, p.strategy, p.computed, h.type
        FROM part AS p
        JOIN pg_catalog.pg_type AS t ON t.oid = p.type
        CROSS JOIN LATERAL (
          SELECT t.typelem AS type WHERE t.typelem <> 0 AND t.typlen = -1
          UNION ALL
          SELECT t.typbasetype WHERE t.typtype = 'd'
          UNION ALL
          SELECT r.rngsubtype FROM pg_catalog.pg_range AS r
          WHERE {if MULTIRANGES: t.oid IN (r.rngtypid, r.rngmultitypid) else t.oid = r.rngtypid}
          UNION ALL
          SELECT a.atttypid FROM pg_catalog.pg_attribute AS a
          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
        ) AS h
      )
      SELECT p.partrelid
      FROM pg_catalog.pg_partitioned_table AS p
      WHERE EXISTS (SELECT FROM pg_catalog.unnest(p.partclass) AS c(oid) WHERE c.oid >= 16384)
        OR EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = p.partrelid
            AND d.objsubid = 0 AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
            AND d.refobjid >= 16384)
        OR (p.partstrat = 'h' AND EXISTS (
          SELECT FROM pg_catalog.unnest(p.partcollation) AS c(oid)
          JOIN pg_catalog.pg_collation AS l ON l.oid = c.oid WHERE NOT l.collisdeterministic))
        OR (p.partstrat = 'h' AND 0 = ANY (p.partattrs::pg_catalog.int2[]) AND EXISTS (
          SELECT FROM pg_catalog.unnest(p.partclass) AS c(oid)
          JOIN pg_catalog.pg_opclass AS o ON o.oid = c.oid
          JOIN pg_catalog.pg_type AS t ON t.oid = o.opcintype WHERE t.typtype = 'p'))
      UNION
      SELECT p.partitioned
      FROM part AS p
      JOIN pg_catalog.pg_type AS t ON t.oid = p.type
      WHERE (t.typtype = 'e' AND (p.strategy = 'h' OR p.computed))
        OR (t.typtype = 'b' AND (p.strategy <> 'l' OR p.computed)
          AND ((t.oid >= 16384 AND t.typcategory <> 'A') OR (t.typname ~ '^reg'
            AND t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace)))
      """;

  private final Catalog catalog;
  private final boolean always;
  private final Set<Long> moving = new HashSet<>();
  private final Set<Long> withForeignPartitions = new HashSet<>();

  private PartitionRoots(Catalog catalog, boolean always) {
    this.catalog = catalog;
    this.always = always;
  }

  /** Reads which partitioned tables need it; all relations are known. */
  static PartitionRoots read(CatalogReader source, Catalog catalog) throws SQLException {
    boolean always = source.scope().partitions() == PartitionLoad.THROUGH_THE_ROOT;
    PartitionRoots roots = new PartitionRoots(catalog, always);
    if (catalog.relations().stream().anyMatch(Relation::isPartition)) {
      source.each(MOVING, row -> roots.moving.add(row.getLong(1)));
      roots.noteForeignPartitions();
      if (source.scope().content().hasRows()) {
        roots.warnOfForeignPartitions();
      }
    }
    return roots;
  }

  private void noteForeignPartitions() {
    for (Relation relation : catalog.relations()) {
      if (relation.isForeign()) {
        for (Relation above = above(relation); above != null; above = above(above)) {
          withForeignPartitions.add(above.oid());
        }
      }
    }
  }

  /** What is loaded there would be written to another server, which has it already. */
  private void warnOfForeignPartitions() {
    for (Relation relation : catalog.relations()) {
      if (!always && isKeptFromOthers(relation)) {
        catalog.warn(
            "Rows of partitions of %s may belong to others in another database, of which some are foreign, so that they are not loaded through it; where the restore refuses them, dump with --load-via-partition-root"
                .formatted(Sql.oneLine(relation.sql())));
      }
    }
  }

  private boolean isKeptFromOthers(Relation relation) {
    return moving.contains(relation.oid()) && withForeignPartitions.contains(relation.oid());
  }

  /**
   * The table that the rows of a table are loaded into: itself, or the root that it is a partition
   * of where it is restored. All definitions that come before data have their entries by then.
   */
  Relation target(Relation table) {
    boolean moves = always;
    Relation top = table;
    for (Relation above = joined(top); above != null; above = joined(top)) {
      if (!always && isKeptFromOthers(above)) {
        return table;
      }
      moves |= moving.contains(above.oid());
      top = above;
    }
    return moves ? top : table;
  }

  /** A table that is made without being attached is no partition; one that is there may be one. */
  private @Nullable Relation joined(Relation table) {
    boolean made = table.node().dumpId() != 0;
    return made && !table.isAttached() ? null : above(table);
  }

  private @Nullable Relation above(Relation table) {
    return table.isPartition() ? catalog.parent(table.parents().get(0)) : null;
  }
}
