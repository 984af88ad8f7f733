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
 * pg_init_privs} has it: it names the owner that the object had then, and what has changed since,
 * the owner's own privileges too, is granted again as {@code pg_dump} does it. Before version 17 it
 * may name roles that are gone: an owner stands for the present one, others for nobody.
 */
final class Privileges {
  private static final String QUERY =
      """
      SELECT o.catalog, o.oid, o.number, o.name, x.side, x.grantable, x.privilege,
        pg_catalog.pg_get_userbyid(x.grantor) AS grantor,
        CASE WHEN x.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(x.grantee) END AS grantee
      FROM (
        SELECT 1259 AS catalog, c.oid, 0 AS number, '' AS name, c.relowner AS owner, c.relacl AS acl,
          pg_catalog.acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::pg_catalog."char",
            c.relowner) AS usual
        FROM pg_catalog.pg_class AS c WHERE {granted pg_class c relacl}
        UNION ALL
        SELECT 1259, a.attrelid, a.attnum, a.attname, c.relowner, a.attacl,
          pg_catalog.acldefault('c', c.relowner)
        FROM pg_catalog.pg_attribute AS a
        JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
        WHERE {granted_column a} AND NOT a.attisdropped
        UNION ALL
        SELECT 1255, p.oid, 0, '', p.proowner, p.proacl, pg_catalog.acldefault('f', p.proowner)
        FROM pg_catalog.pg_proc AS p WHERE {granted pg_proc p proacl}
        UNION ALL
        SELECT 1247, t.oid, 0, '', t.typowner, t.typacl, pg_catalog.acldefault('T', t.typowner)
        FROM pg_catalog.pg_type AS t WHERE {granted pg_type t typacl}
        UNION ALL
        SELECT 2612, l.oid, 0, '', l.lanowner, l.lanacl, pg_catalog.acldefault('l', l.lanowner)
        FROM pg_catalog.pg_language AS l
        UNION ALL
        SELECT 2613, l.oid, 0, '', l.lomowner, l.lomacl, pg_catalog.acldefault('L', l.lomowner)
        FROM pg_catalog.pg_largeobject_metadata AS l WHERE l.lomacl IS NOT NULL
        UNION ALL
        SELECT 1262, d.oid, 0, '', d.datdba, d.datacl, pg_catalog.acldefault('d', d.datdba)
        FROM pg_catalog.pg_database AS d
        WHERE d.datacl IS NOT NULL AND d.datname = pg_catalog.current_database()
        UNION ALL
        SELECT 2328, w.oid, 0, '', w.fdwowner, w.fdwacl, pg_catalog.acldefault('F', w.fdwowner)
        FROM pg_catalog.pg_foreign_data_wrapper AS w
        UNION ALL
        SELECT 1417, s.oid, 0, '', s.srvowner, s.srvacl, pg_catalog.acldefault('S', s.srvowner)
        FROM pg_catalog.pg_foreign_server AS s
        UNION ALL
        SELECT 2615, n.oid, 0, '', n.nspowner,
          CASE WHEN n.nspname = 'public'
            THEN coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) ELSE n.nspacl END,
          CASE WHEN n.nspname = 'public'
            THEN pg_catalog.acldefault('n', n.nspowner)
              || pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)
              || CASE WHEN {if PUBLIC_WITHOUT_CREATE: true else
                   pg_catalog.has_schema_privilege('public', n.oid, 'CREATE')}
                 THEN ARRAY[]::pg_catalog.aclitem[]
                 ELSE ARRAY[pg_catalog.makeaclitem(0, n.nspowner, 'CREATE', false)] END
            ELSE pg_catalog.acldefault('n', n.nspowner) END
        FROM pg_catalog.pg_namespace AS n
      ) AS o
      LEFT JOIN pg_catalog.pg_init_privs AS i ON i.classoid = o.catalog AND i.objoid = o.oid
        AND i.objsubid = o.number AND (o.catalog <> 2615
          OR o.oid NOT IN (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'public')),
      LATERAL (
        SELECT 'actual' AS side, a.ordinality, a.grantor, a.grantee, a.privilege_type AS privilege,
          a.is_grantable AS grantable
        FROM pg_catalog.aclexplode(coalesce(o.acl, o.usual)) WITH ORDINALITY AS a
        UNION ALL
        SELECT 'all', u.ordinality, u.grantor, u.grantee, u.privilege_type, u.is_grantable
        FROM pg_catalog.aclexplode(o.usual) WITH ORDINALITY AS u
        WHERE i.initprivs IS NOT NULL
        UNION ALL
        SELECT 'usual', u.ordinality, m.maker,
          CASE WHEN u.grantee = u.grantor THEN m.maker ELSE u.grantee END, u.privilege_type,
          u.is_grantable
        FROM pg_catalog.aclexplode(coalesce(i.initprivs, o.usual)) WITH ORDINALITY AS u,
          LATERAL (SELECT coalesce((SELECT r.oid FROM pg_catalog.pg_roles AS r
            WHERE r.oid = u.grantor), o.owner) AS maker) AS m
        WHERE u.grantee IN (0, u.grantor)
          OR EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.oid = u.grantee)
      ) AS x
      WHERE (o.acl IS NOT NULL OR i.initprivs IS NOT NULL)
        AND o.acl IS DISTINCT FROM i.initprivs
      ORDER BY o.catalog, o.oid, o.number, x.side, x.ordinality
      """;

  private final Map<ObjectPart, Access> access = new HashMap<>();
  private final Map<CatalogId, List<GrantedColumn>> columns = new HashMap<>();
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

  /** The columns of a relation that have privileges of their own, those of the system first. */
  List<GrantedColumn> columns(CatalogId relation) {
    return columns.getOrDefault(relation, List.of());
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
    if (key.number() != 0 && !access.containsKey(key)) {
      columns
          .computeIfAbsent(key.object(), relation -> new ArrayList<>(1))
          .add(new GrantedColumn(key.number(), row.getString("name")));
    }
    access.computeIfAbsent(key, k -> Access.empty()).add(row);
  }

  /**
   * A column that has privileges of its own.
   *
   * @param number {@code attnum}
   * @param name unquoted
   */
  record GrantedColumn(int number, String name) {}
}
