package dev.lifeboat.dump.catalog;

/**
 * A query for what seems to have been made or changed on the tables, views and domains that an
 * extension brought. They come with the extension, as it makes them, and so without it.
 *
 * <p>What is on a table is no member of the extension, whoever made it. What tells is the
 * transaction: the extension's own is of one that made members of it, or of the last that updated
 * it. Where members were made one by one, as {@code pg_upgrade} does, or taken in later, nothing is
 * told, since all would look changed.
 */
final class ChangedMembers {
  /** Gives {@code kind} and {@code name}. */
  static final String QUERY =
      """
      WITH member AS (
        SELECT d.refobjid AS extension, d.classid, d.objid, d.xmin AS made
        FROM pg_catalog.pg_depend AS d
        WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
          AND EXISTS (SELECT FROM pg_catalog.pg_depend AS x
            JOIN pg_catalog.pg_depend AS y ON y.refclassid = x.classid AND y.refobjid = x.objid
              AND y.deptype = 'e' AND y.xmin = x.xmin
            WHERE x.classid = d.refclassid AND x.objid = d.refobjid AND x.deptype = 'n')
      ),
      relation AS (
        SELECT m.extension, m.objid AS oid
        FROM member AS m
        JOIN pg_catalog.pg_type AS t ON t.typrelid = m.objid AND t.xmin = m.made
        WHERE m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      ),
      part AS (
        SELECT r.extension, p.tableoid AS classid, p.oid AS objid, 0 AS number, p.xmin AS made
        FROM relation AS r JOIN pg_catalog.pg_trigger AS p ON p.tgrelid = r.oid
        WHERE NOT p.tgisinternal
        UNION ALL
        SELECT r.extension, p.tableoid, p.oid, 0, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_policy AS p ON p.polrelid = r.oid
        UNION ALL
        SELECT r.extension, p.tableoid, p.oid, 0, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_rewrite AS p ON p.ev_class = r.oid
        WHERE p.rulename <> '_RETURN'
        UNION ALL
        SELECT r.extension, p.tableoid, p.oid, 0, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_constraint AS p ON p.conrelid = r.oid
        UNION ALL
        SELECT m.extension, p.tableoid, p.oid, 0, p.xmin
        FROM member AS m
        JOIN pg_catalog.pg_type AS t ON t.oid = m.objid AND t.xmin = m.made
        JOIN pg_catalog.pg_constraint AS p ON p.contypid = t.oid
        WHERE m.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        UNION ALL
        SELECT r.extension, p.tableoid, p.oid, 0, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_statistic_ext AS p ON p.stxrelid = r.oid
        UNION ALL
        SELECT r.extension, p.classid, p.objid, 0, p.xmin
        FROM relation AS r
        JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid
        JOIN pg_catalog.pg_depend AS p ON p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND p.objid = i.indexrelid AND p.deptype = 'a' AND p.refobjid = r.oid
        UNION ALL
        SELECT r.extension, 'pg_catalog.pg_class'::pg_catalog.regclass, p.adrelid, p.adnum, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_attrdef AS p ON p.adrelid = r.oid
        UNION ALL
        SELECT r.extension, 'pg_catalog.pg_class'::pg_catalog.regclass, p.attrelid, p.attnum, p.xmin
        FROM relation AS r JOIN pg_catalog.pg_attribute AS p ON p.attrelid = r.oid
        WHERE p.attnum > 0 AND NOT p.attisdropped AND NOT {granted_column p}
      )
      SELECT DISTINCT i.type || ' made or changed on what an extension brought' AS kind, i.identity AS name
      FROM part AS p
      CROSS JOIN LATERAL pg_catalog.pg_identify_object(p.classid, p.objid, p.number) AS i
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            AND d.refobjid = p.extension AND d.deptype = 'e' AND d.xmin = p.made)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS e
          WHERE e.oid = p.extension AND e.xmin = p.made)
      UNION ALL
      SELECT 'comment changed on what an extension brought', i.type || ' ' || i.identity
      FROM member AS m
      JOIN pg_catalog.pg_description AS c ON c.classoid = m.classid AND c.objoid = m.objid
      CROSS JOIN LATERAL pg_catalog.pg_identify_object(c.classoid, c.objoid, c.objsubid) AS i
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
            AND d.refobjid = m.extension AND d.deptype = 'e' AND d.xmin = c.xmin)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS e
          WHERE e.oid = m.extension AND e.xmin = c.xmin)
      """;

  private ChangedMembers() {}
}
