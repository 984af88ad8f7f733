package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All privileges of the source that differ from what an object has when it is made.
 *
 * <p>The server itself takes apart what was granted and what is granted by default (see chapter
 * "Privileges" of PostgreSQL's documentation). The schema {@code public} starts with what it has in
 * a new database of version 15 or later; before, everyone could create in it, so that a source in
 * which they cannot says so. What an object came with from an extension or initdb is as {@code
 * pg_init_privs} has it, which before version 17 names the owner that it had then.
 */
final class Privileges {
  private static final String QUERY =
      """
      SELECT o.catalog, o.oid, o.number, x.actual, x.grantable, x.privilege,
        pg_catalog.pg_get_userbyid(x.grantor) AS grantor,
        CASE WHEN x.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee
      FROM (
        SELECT 1259 AS catalog, c.oid, 0 AS number, c.relacl AS acl,
          pg_catalog.acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::pg_catalog."char",
            c.relowner) AS usual
        FROM pg_catalog.pg_class AS c WHERE c.relacl IS NOT NULL
        UNION ALL
        SELECT 1259, a.attrelid, a.attnum, a.attacl,
          pg_catalog.acldefault('c', 10)
        FROM pg_catalog.pg_attribute AS a WHERE a.attacl IS NOT NULL
        UNION ALL
        SELECT 1255, p.oid, 0, p.proacl, pg_catalog.acldefault('f', p.proowner)
        FROM pg_catalog.pg_proc AS p WHERE p.proacl IS NOT NULL
        UNION ALL
        SELECT 1247, t.oid, 0, t.typacl, pg_catalog.acldefault('T', t.typowner)
        FROM pg_catalog.pg_type AS t WHERE t.typacl IS NOT NULL
        UNION ALL
        SELECT 2612, l.oid, 0, l.lanacl, pg_catalog.acldefault('l', l.lanowner)
        FROM pg_catalog.pg_language AS l WHERE l.lanacl IS NOT NULL
        UNION ALL
        SELECT 2613, l.oid, 0, l.lomacl, pg_catalog.acldefault('L', l.lomowner)
        FROM pg_catalog.pg_largeobject_metadata AS l WHERE l.lomacl IS NOT NULL
        UNION ALL
        SELECT 1262, d.oid, 0, d.datacl, pg_catalog.acldefault('d', d.datdba)
        FROM pg_catalog.pg_database AS d
        WHERE d.datacl IS NOT NULL AND d.datname = pg_catalog.current_database()
        UNION ALL
        SELECT 2328, w.oid, 0, w.fdwacl, pg_catalog.acldefault('F', w.fdwowner)
        FROM pg_catalog.pg_foreign_data_wrapper AS w WHERE w.fdwacl IS NOT NULL
        UNION ALL
        SELECT 1417, s.oid, 0, s.srvacl, pg_catalog.acldefault('S', s.srvowner)
        FROM pg_catalog.pg_foreign_server AS s WHERE s.srvacl IS NOT NULL
        UNION ALL
        SELECT 2615, n.oid, 0, coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)),
          CASE WHEN n.nspname = 'public'
            THEN pg_catalog.acldefault('n', n.nspowner)
              || pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)
              || CASE WHEN {if PUBLIC_WITHOUT_CREATE: true else
                   pg_catalog.has_schema_privilege('public', n.oid, 'CREATE')}
                 THEN ARRAY[]::pg_catalog.aclitem[]
                 ELSE ARRAY[pg_catalog.makeaclitem(0, n.nspowner, 'CREATE', false)] END
            ELSE pg_catalog.acldefault('n', n.nspowner) END
        FROM pg_catalog.pg_namespace AS n
        WHERE n.nspname = 'public' OR n.nspacl IS NOT NULL
      ) AS o
      LEFT JOIN pg_catalog.pg_init_privs AS i ON i.classoid = o.catalog AND i.objoid = o.oid
        AND i.objsubid = o.number
        AND (o.catalog, o.oid) <> (2615, (SELECT s.oid FROM pg_catalog.pg_namespace AS s
          WHERE s.nspname = 'public')),
      LATERAL (
        SELECT true AS actual, a.ordinality, a.grantor, a.grantee, a.privilege_type AS privilege,
          a.is_grantable AS grantable
        FROM pg_catalog.aclexplode(o.acl) WITH ORDINALITY AS a
        UNION ALL
        SELECT false, u.ordinality, w.owner,
          CASE WHEN u.grantee = u.grantor THEN w.owner ELSE u.grantee END, u.privilege_type,
          u.is_grantable
        FROM pg_catalog.aclexplode(coalesce(i.initprivs, o.usual)) WITH ORDINALITY AS u,
          LATERAL (SELECT coalesce((SELECT d.grantor FROM pg_catalog.aclexplode(o.usual) AS d LIMIT 1),
            u.grantor) AS owner) AS w
      ) AS x
      WHERE o.acl IS DISTINCT FROM i.initprivs
      ORDER BY o.catalog, o.oid, o.number, x.actual, x.ordinality
      """;

  private final Map<ObjectPart, Access> access = new HashMap<>();
  private final Set<ObjectPart> asked = new HashSet<>();

  private Privileges() {}

  static Privileges read(CatalogReader source) throws SQLException {
    Privileges privileges = new Privileges();
    source.each(QUERY, privileges::add);
    return privileges;
  }

  /** What was granted on an object or one of its columns. */
  Access on(CatalogId object, int column) {
    ObjectPart part = new ObjectPart(object, column);
    Access found = access.get(part);
    if (found == null) {
      return Access.USUAL;
    }
    asked.add(part);
    return found;
  }

  /** What has other privileges than the usual ones that nobody asked for. */
  List<ObjectPart> unasked() {
    return access.entrySet().stream()
        .filter(entry -> !entry.getValue().isUsual())
        .map(Map.Entry::getKey)
        .filter(part -> !asked.contains(part))
        .toList();
  }

  private void add(ResultSet row) throws SQLException {
    ObjectPart key =
        new ObjectPart(
            new CatalogId(row.getLong("catalog"), row.getLong("oid")), row.getInt("number"));
    access.computeIfAbsent(key, k -> new Access(new ArrayList<>(), new ArrayList<>())).add(row);
  }
}
