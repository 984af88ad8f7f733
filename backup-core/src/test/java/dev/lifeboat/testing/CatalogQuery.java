package dev.lifeboat.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query that reads one system catalog in names. A column that would show an OID and that no
 * rule explains is an error: a newer server's columns are either compared or argued about.
 *
 * @param catalog such as {@code pg_class}
 * @param columns the types of its columns by name, in order
 * @param references what columns refer to
 */
record CatalogQuery(
    String catalog, Map<String, String> columns, Map<String, CatalogReference> references) {
  private static final Set<String> NUMBERS = Set.of("int2vector", "smallint[]");
  private static final Set<String> OBJECTS = Set.of("oid", "oidvector", "oid[]");

  /** All rows that a user made, with the identity in the first column. */
  String rows() {
    Map<String, String> shown = new LinkedHashMap<>();
    columns.forEach(
        (column, type) -> {
          String expression = expression(column, type);
          if (expression != null) {
            shown.put(column, expression);
          }
        });
    return "SELECT "
        + identity(shown)
        + shown.entrySet().stream()
            .map(e -> ", (" + e.getValue() + ")::text AS " + e.getKey())
            .collect(Collectors.joining())
        + " FROM pg_catalog."
        + catalog
        + " c WHERE "
        + condition();
  }

  /** The privileges of rows that initdb made, columns too, where they are not what initdb gave. */
  Stream<String> changedPrivileges() {
    boolean relevant = (columns.containsKey("oid") || ofColumns()) && !whole() && !ofServer();
    return columns.entrySet().stream()
        .filter(column -> relevant && column.getValue().equals("aclitem[]"))
        .filter(column -> !defaults(column.getKey()).equals("NULL"))
        .map(column -> changedPrivileges(column.getKey()));
  }

  private String changedPrivileges(String column) {
    String now = privileges("c." + column, defaults(column));
    String oid = ofColumns() ? "c.attrelid" : "c.oid";
    return "SELECT "
        + identity(Map.of())
        + ", "
        + now
        + " AS "
        + column
        + " FROM pg_catalog."
        + catalog
        + " c LEFT JOIN pg_init_privs p ON p.classoid = 'pg_catalog."
        + (ofColumns() ? "pg_class" : catalog)
        + "'::regclass AND p.objoid = "
        + oid
        + " AND p.objsubid = "
        + (ofColumns() ? "c.attnum" : "0")
        + " WHERE "
        + oid
        + " < "
        + CatalogRules.FIRST_USER_OID
        + " AND c."
        + column
        + " IS DISTINCT FROM p.initprivs AND "
        + now
        + " IS DISTINCT FROM "
        + privileges("p.initprivs", defaults(column));
  }

  private @Nullable String expression(String column, String type) {
    String name = catalog + "." + column;
    boolean leftOut =
        CatalogRules.COLUMNS_LEFT_OUT.containsKey(name) || polymorphic().contains(column);
    if (leftOut || column.equals("oid") || type.equals("xid")) {
      return null;
    }
    String special = CatalogRules.SHOWN_BY.get(name);
    return special != null ? special : general(column, type);
  }

  private String general(String column, String type) {
    String value = "c." + column;
    CatalogReference reference = references.get(catalog + "." + column);
    if (type.equals("aclitem[]")) {
      return privileges(value, defaults(column));
    }
    if (reference != null) {
      return referred(value, type, reference);
    }
    if (OBJECTS.contains(type) || NUMBERS.contains(type) || type.equals("pg_node_tree")) {
      throw new IllegalStateException(
          "no rule says how to show " + catalog + "." + column + " of type " + type);
    }
    return type.equals("regproc") ? identified("pg_proc", value) : value;
  }

  private static String referred(String value, String type, CatalogReference reference) {
    if (reference.ofAttributes()) {
      String relation = "c." + reference.relationColumn();
      return type.equals("smallint")
          ? CatalogRules.attributes("ARRAY[" + value + "]", relation)
          : CatalogRules.attributes(value, relation);
    }
    if (type.equals("oidvector") || type.equals("oid[]")) {
      return "CASE WHEN "
          + value
          + " IS NOT NULL THEN ARRAY(SELECT "
          + identified(reference.catalog(), "u.o")
          + " FROM unnest("
          + value
          + "::oid[]) WITH ORDINALITY AS u (o, i) ORDER BY i) END";
    }
    return identified(reference.catalog(), value);
  }

  private static String identified(String catalog, String value) {
    return "CASE WHEN "
        + value
        + "::oid = 0 THEN '-' ELSE (pg_identify_object("
        + classOf(catalog)
        + ", "
        + value
        + "::oid, 0)).identity END";
  }

  /** Large objects are addressed by the catalog of their data. */
  private static String classOf(String catalog) {
    String addressed = catalog.equals("pg_largeobject_metadata") ? "pg_largeobject" : catalog;
    return "'pg_catalog." + addressed + "'::regclass";
  }

  private String defaults(String column) {
    String defaults = CatalogRules.DEFAULT_PRIVILEGES.get(catalog + "." + column);
    if (defaults == null) {
      throw new IllegalStateException(
          "no rule says what " + catalog + "." + column + " defaults to");
    }
    return defaults;
  }

  /**
   * Effective privileges: no list means the default ones, and the order of grants means nothing.
   */
  private static String privileges(String list, String defaults) {
    return "(SELECT string_agg(g, ', ' ORDER BY g COLLATE \"C\") FROM (SELECT format('%s may %s%s by %s',"
        + " CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,"
        + " x.privilege_type, CASE WHEN x.is_grantable THEN ' and grant it' END,"
        + " quote_ident(pg_get_userbyid(x.grantor))) AS g FROM aclexplode(coalesce("
        + list
        + ", "
        + defaults
        + ")) x) y)";
  }

  private String identity(Map<String, String> shown) {
    if (columns.containsKey("classoid") && !ofServer()) {
      return object("c.classoid", "c.objoid", "c.objsubid");
    }
    return switch (catalog) {
      case "pg_depend" ->
          object("c.classid", "c.objid", "c.objsubid")
              + " || ' -> ' || "
              + object("c.refclassid", "c.refobjid", "c.refobjsubid");
      case "pg_attribute" ->
          identified("pg_class", "c.attrelid") + " || '.' || " + CatalogRules.attributeName();
      case "pg_enum" ->
          identified("pg_type", "c.enumtypid") + " || '.' || quote_ident(c.enumlabel)";
      case "pg_inherits", "pg_ts_config_map", "pg_subscription_rel", "pg_db_role_setting" ->
          values(shown);
      case "pg_database", "pg_shdescription", "pg_shseclabel" -> "'this database'";
      default -> columns.containsKey("oid") ? identified(catalog, "c.oid") : firstOf(shown);
    };
  }

  private static String object(String classId, String id, String subId) {
    return "coalesce((SELECT o.type || ' ' || o.identity FROM pg_identify_object("
        + String.join(", ", List.of(classId, id, subId))
        + ") o), '(nothing)')";
  }

  private static String values(Map<String, String> shown) {
    return "concat_ws(' ', "
        + shown.values().stream()
            .map(value -> "(" + value + ")::text")
            .collect(Collectors.joining(", "))
        + ")";
  }

  private static String firstOf(Map<String, String> shown) {
    return shown.values().iterator().next();
  }

  /** Columns that say together which object is meant; they are the identity. */
  private Set<String> polymorphic() {
    return catalog.equals("pg_depend")
        ? Set.of("classid", "objid", "objsubid", "refclassid", "refobjid", "refobjsubid")
        : columns.containsKey("classoid") ? Set.of("classoid", "objoid", "objsubid") : Set.of();
  }

  private String condition() {
    String ofUser = " >= " + CatalogRules.FIRST_USER_OID;
    if (ofServer()) {
      return CatalogRules.ROWS_OF_THIS_DATABASE.get(catalog);
    }
    if (whole()) {
      return "true";
    }
    if (catalog.equals("pg_depend")) {
      return "c.deptype <> 'p' AND (c.objid"
          + ofUser
          + " OR c.refobjid"
          + ofUser
          + " OR c.classid = 'pg_largeobject'::regclass)";
    }
    if (columns.containsKey("classoid")) {
      return "c.objoid"
          + ofUser
          + " OR c.classoid IN ('pg_largeobject'::regclass, 'pg_namespace'::regclass,"
          + " 'pg_extension'::regclass, 'pg_language'::regclass)";
    }
    if (ofColumns()) {
      return "NOT c.attisdropped AND (c.attnum > 0 OR c.attacl IS NOT NULL) AND c.attrelid"
          + ofUser;
    }
    String key = columns.containsKey("oid") ? "oid" : columns.keySet().iterator().next();
    return "c." + key + "::oid" + ofUser;
  }

  private boolean ofColumns() {
    return catalog.equals("pg_attribute");
  }

  private boolean whole() {
    return CatalogRules.WHOLE.contains(catalog);
  }

  private boolean ofServer() {
    return CatalogRules.ROWS_OF_THIS_DATABASE.containsKey(catalog);
  }
}
