package dev.lifeboat.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the general way of reading a catalog cannot know: what is left out and why, what is shown by
 * a function of the server, whose privileges are default. In SQL, {@code c} is the catalog's row.
 */
final class CatalogRules {
  /** Rows that initdb makes have smaller OIDs (FirstNormalObjectId in access/transam.h). */
  static final String FIRST_USER_OID = "16384";

  /** Catalogs whose rows are compared whoever made them: few, and open to change. */
  static final Set<String> WHOLE =
      Set.of("pg_extension", "pg_language", "pg_largeobject_metadata", "pg_namespace");

  private static final String GLOBAL = "belongs to the server, not to the database";
  private static final String STATISTICS = "a counter or estimate that the server keeps";
  private static final String LAZY = "a hint that may stay true after its reason is gone";
  private static final String ELSEWHERE = "shown by another column's definition: ";

  /** Left out whole, with the reason. */
  static final Map<String, String> CATALOGS_LEFT_OUT =
      Map.ofEntries(
          Map.entry("pg_auth_members", GLOBAL),
          Map.entry("pg_authid", GLOBAL),
          Map.entry("pg_parameter_acl", GLOBAL),
          Map.entry("pg_replication_origin", GLOBAL),
          Map.entry("pg_tablespace", GLOBAL),
          Map.entry("pg_largeobject", "contents are compared by digest"),
          Map.entry("pg_shdepend", "follows from owners, privileges and policies"),
          Map.entry("pg_statistic", STATISTICS),
          Map.entry("pg_statistic_ext_data", STATISTICS));

  /** Left out of a catalog, with the reason; besides every {@code oid} and {@code xid}. */
  static final Map<String, String> COLUMNS_LEFT_OUT =
      Map.ofEntries(
          Map.entry("pg_attribute.attcacheoff", "never set on disk"),
          Map.entry(
              "pg_attribute.atthasmissing", "how ADD COLUMN saved a rewrite; data is compared"),
          Map.entry("pg_attribute.attisdropped", "dropped columns are left out"),
          Map.entry(
              "pg_attribute.attmissingval", "how ADD COLUMN saved a rewrite; data is compared"),
          Map.entry("pg_attribute.attndims", "declared, not enforced, and not part of the type"),
          Map.entry("pg_class.relallfrozen", STATISTICS),
          Map.entry("pg_class.relallvisible", STATISTICS),
          Map.entry("pg_class.relfilenode", "the name of a file"),
          Map.entry("pg_class.relhasindex", LAZY),
          Map.entry("pg_class.relhasrules", LAZY),
          Map.entry("pg_class.relhassubclass", LAZY),
          Map.entry("pg_class.relhastriggers", LAZY),
          Map.entry("pg_class.relnatts", "counts dropped columns too"),
          Map.entry("pg_class.relpages", STATISTICS),
          Map.entry("pg_class.relrewrite", "set only while a table is rewritten"),
          Map.entry("pg_class.reltuples", STATISTICS),
          Map.entry("pg_database.datcollversion", "of the server's libraries"),
          Map.entry("pg_database.datlastsysoid", "an OID of initdb"),
          Map.entry("pg_database.datname", "copies have other names"),
          Map.entry("pg_db_role_setting.setdatabase", "always this database"),
          Map.entry("pg_index.indcheckxmin", "about transactions at the time it was built"),
          Map.entry("pg_index.indpred", ELSEWHERE + "indexprs"),
          Map.entry("pg_rewrite.ev_qual", ELSEWHERE + "ev_action"),
          Map.entry("pg_shdescription.classoid", "always pg_database"),
          Map.entry("pg_shdescription.objoid", "always this database"),
          Map.entry("pg_shseclabel.classoid", "always pg_database"),
          Map.entry("pg_shseclabel.objoid", "always this database"),
          Map.entry("pg_subscription.subdbid", "always this database"),
          Map.entry("pg_subscription.subskiplsn", "a position in another server's log"),
          Map.entry("pg_subscription_rel.srsublsn", "a position in another server's log"),
          Map.entry("pg_type.typndims", "declared, not enforced, and not part of the type"));

  /** Shown in a way of its own. */
  static final Map<String, String> SHOWN_BY =
      Map.ofEntries(
          Map.entry("pg_attrdef.adbin", "pg_get_expr(c.adbin, c.adrelid)"),
          Map.entry(
              "pg_attribute.attname", "CASE WHEN " + ofIndex() + " THEN NULL ELSE c.attname END"),
          Map.entry("pg_attribute.attnum", place()),
          Map.entry("pg_class.relpartbound", "pg_get_expr(c.relpartbound, c.oid)"),
          Map.entry(
              "pg_class.reltoastrelid",
              "(SELECT t.reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid)"),
          Map.entry("pg_constraint.conbin", "pg_get_constraintdef(c.oid)"),
          Map.entry(
              "pg_constraint.connoinherit",
              "CASE WHEN c.contype IN ('c', 'n') THEN c.connoinherit END"),
          Map.entry("pg_constraint.confdelsetcols", attributes("c.confdelsetcols", "c.conrelid")),
          Map.entry(
              "pg_enum.enumsortorder",
              "rank() OVER (PARTITION BY c.enumtypid ORDER BY c.enumsortorder)"),
          Map.entry("pg_index.indexprs", "pg_get_indexdef(c.indexrelid)"),
          Map.entry("pg_index.indoption", "c.indoption"),
          Map.entry("pg_partitioned_table.partexprs", "pg_get_partkeydef(c.partrelid)"),
          Map.entry("pg_policy.polqual", "pg_get_expr(c.polqual, c.polrelid)"),
          Map.entry("pg_policy.polwithcheck", "pg_get_expr(c.polwithcheck, c.polrelid)"),
          Map.entry("pg_proc.proargdefaults", "pg_get_function_arguments(c.oid)"),
          Map.entry("pg_proc.prosqlbody", "pg_get_function_sqlbody(c.oid)"),
          Map.entry("pg_publication_rel.prattrs", attributes("c.prattrs", "c.prrelid")),
          Map.entry("pg_publication_rel.prqual", "pg_get_expr(c.prqual, c.prrelid)"),
          Map.entry("pg_rewrite.ev_action", "pg_get_ruledef(c.oid)"),
          Map.entry("pg_statistic_ext.stxexprs", "pg_get_statisticsobjdef(c.oid)"),
          Map.entry("pg_trigger.tgqual", "pg_get_triggerdef(c.oid)"),
          Map.entry("pg_type.typdefaultbin", "pg_get_expr(c.typdefaultbin, 0)"));

  /** The kind that acldefault() takes, and the owner; where there are no defaults, only "-". */
  static final Map<String, String> DEFAULT_PRIVILEGES =
      Map.ofEntries(
          Map.entry("pg_attribute.attacl", "acldefault('c', 10)"),
          Map.entry(
              "pg_class.relacl",
              "acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::\"char\", c.relowner)"),
          Map.entry("pg_database.datacl", "acldefault('d', c.datdba)"),
          Map.entry("pg_default_acl.defaclacl", "NULL"),
          Map.entry("pg_foreign_data_wrapper.fdwacl", "acldefault('F', c.fdwowner)"),
          Map.entry("pg_foreign_server.srvacl", "acldefault('S', c.srvowner)"),
          Map.entry("pg_init_privs.initprivs", "NULL"),
          Map.entry("pg_language.lanacl", "acldefault('l', c.lanowner)"),
          Map.entry("pg_largeobject_metadata.lomacl", "acldefault('L', c.lomowner)"),
          Map.entry("pg_namespace.nspacl", "acldefault('n', c.nspowner)"),
          Map.entry("pg_proc.proacl", "acldefault('f', c.proowner)"),
          Map.entry("pg_type.typacl", "acldefault('T', c.typowner)"));

  /** Catalogs of the whole server: only the rows of this database. */
  static final Map<String, String> ROWS_OF_THIS_DATABASE =
      Map.of(
          "pg_database", "c.oid = " + thisDatabase(),
          "pg_db_role_setting", "c.setdatabase = " + thisDatabase(),
          "pg_shdescription",
              "c.classoid = 'pg_database'::regclass AND c.objoid = " + thisDatabase(),
          "pg_shseclabel", "c.classoid = 'pg_database'::regclass AND c.objoid = " + thisDatabase(),
          "pg_subscription", "c.subdbid = " + thisDatabase());

  /** Catalogs of the properties of the database itself. */
  static final Set<String> DATABASE_PROPERTIES =
      Set.of("pg_database", "pg_db_role_setting", "pg_shdescription", "pg_shseclabel");

  private CatalogRules() {}

  /** All that is not compared, with the reason of each. */
  static Map<String, String> leftOut() {
    Map<String, String> all = new TreeMap<>(CATALOGS_LEFT_OUT);
    all.putAll(COLUMNS_LEFT_OUT);
    all.put(
        "*.oid, *.xid", "differ in every copy; oid columns that refer to something show its name");
    all.put("objects in pg_toast and pg_temp", "made by the server as it needs them");
    all.put("objects that initdb made", "the same on every server; their privileges are compared");
    return all;
  }

  /** Names instead of attribute numbers. */
  static String attributes(String numbers, String relation) {
    return "CASE WHEN "
        + numbers
        + " IS NOT NULL THEN ARRAY(SELECT coalesce((SELECT a.attname::text FROM pg_attribute a"
        + " WHERE a.attrelid = "
        + relation
        + " AND a.attnum = u.n), '(expression)') FROM unnest("
        + numbers
        + "::int2[]) WITH ORDINALITY AS u (n, i) ORDER BY i) END";
  }

  /** The place among the columns that are still there. */
  private static String place() {
    return "row_number() OVER (PARTITION BY c.attrelid ORDER BY c.attnum)";
  }

  /** Columns of an index keep the name that the table's column had when the index was made. */
  private static String ofIndex() {
    return "(SELECT r.relkind IN ('i', 'I') FROM pg_class r WHERE r.oid = c.attrelid)";
  }

  /** Names a column, or the place of an index's column. */
  static String attributeName() {
    return "CASE WHEN "
        + ofIndex()
        + " THEN '#' || "
        + place()
        + " ELSE quote_ident(c.attname) END";
  }

  private static String thisDatabase() {
    return "(SELECT d.oid FROM pg_database d WHERE d.datname = current_database())";
  }
}
