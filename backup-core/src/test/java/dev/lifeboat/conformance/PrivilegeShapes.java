package dev.lifeboat.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every way in which the privileges of an object that is there without being dumped can differ from
 * what it came with, for every kind of such objects: members of an extension, and those of the
 * system.
 *
 * <p>In SQL, {@code {on}} is the object as {@code GRANT … ON} names it, {@code {name}} its name,
 * {@code {alter}} what its owner is altered by, {@code {privilege}} one that its kind has.
 */
final class PrivilegeShapes {
  static final String EXTENSION = "lifeboat_members";

  private static final List<Kind> KINDS =
      List.of(
          Kind.of("TABLE", "CREATE TABLE {name} (a int, b int)", "SELECT").withColumns(),
          Kind.of(
                  "TABLE",
                  "partitioned",
                  "CREATE TABLE {name} (a int, b int) PARTITION BY LIST (a)",
                  "SELECT")
              .withColumns(),
          Kind.of("VIEW", "CREATE VIEW {name} AS SELECT 1 AS a, 2 AS b", "SELECT")
              .grantedOn("TABLE")
              .withColumns(),
          Kind.of(
                  "MATERIALIZED VIEW",
                  "CREATE MATERIALIZED VIEW {name} AS SELECT 1 AS a, 2 AS b",
                  "SELECT")
              .grantedOn("TABLE")
              .withColumns(),
          Kind.of(
                  "FOREIGN TABLE",
                  "CREATE FOREIGN TABLE {name} (a int, b int) SERVER members_server",
                  "SELECT")
              .grantedOn("TABLE")
              .withColumns(),
          Kind.of("SEQUENCE", "CREATE SEQUENCE {name}", "SELECT"),
          Kind.of(
                  "FUNCTION",
                  "CREATE FUNCTION {name} RETURNS int LANGUAGE sql AS 'SELECT 1'",
                  "EXECUTE")
              .taking("()"),
          Kind.of("PROCEDURE", "CREATE PROCEDURE {name} LANGUAGE sql AS 'SELECT 1'", "EXECUTE")
              .taking("(int, text)"),
          Kind.of("AGGREGATE", "CREATE AGGREGATE {name} (SFUNC = int4pl, STYPE = int)", "EXECUTE")
              .grantedOn("FUNCTION")
              .taking("(int)"),
          Kind.of("TYPE", "composite", "CREATE TYPE {name} AS (a int)", "USAGE"),
          Kind.of("TYPE", "enumerated", "CREATE TYPE {name} AS ENUM ('a')", "USAGE"),
          Kind.of("TYPE", "range", "CREATE TYPE {name} AS RANGE (SUBTYPE = bit)", "USAGE"),
          Kind.of("DOMAIN", "CREATE DOMAIN {name} AS int", "USAGE"),
          Kind.of(
                  "LANGUAGE",
                  "CREATE TRUSTED LANGUAGE {name} HANDLER plpgsql_call_handler",
                  "USAGE")
              .withoutSchema(),
          Kind.of("SCHEMA", "CREATE SCHEMA {name}", "USAGE").withoutSchema(),
          Kind.of("FOREIGN DATA WRAPPER", "CREATE FOREIGN DATA WRAPPER {name}", "USAGE")
              .withoutSchema(),
          Kind.of("SERVER", "CREATE SERVER {name} FOREIGN DATA WRAPPER members_wrapper", "USAGE")
              .grantedOn("FOREIGN SERVER")
              .withoutSchema());

  private static final String TO_PUBLIC = "GRANT {privilege} ON {on} TO PUBLIC";
  private static final String TO_READER = "GRANT {privilege} ON {on} TO lifeboat_reader";
  private static final String GRANTABLE = TO_READER + " WITH GRANT OPTION";
  private static final String ALL_FROM_PUBLIC = "REVOKE ALL ON {on} FROM PUBLIC";
  private static final String ALL_FROM_READER = "REVOKE ALL ON {on} FROM lifeboat_reader";
  private static final String ALL_FROM_MAKER = "REVOKE ALL ON {on} FROM CURRENT_USER";
  private static final String OWNER = "ALTER {alter} OWNER TO lifeboat_super";
  private static final String ALL_FROM_OWNER = "REVOKE ALL ON {on} FROM lifeboat_super";
  private static final String GRANTED_ON =
      "SET ROLE lifeboat_reader; GRANT {privilege} ON {on} TO lifeboat_other; RESET ROLE";

  private static final List<Shape> OF_ALL =
      List.of(
          new Shape("as_made", List.of(TO_READER), List.of()),
          new Shape("public_lost", List.of(TO_PUBLIC), List.of(ALL_FROM_PUBLIC)),
          new Shape("public_gained", List.of(ALL_FROM_PUBLIC), List.of(TO_PUBLIC)),
          new Shape("granted", List.of(), List.of(TO_READER)),
          new Shape("grantable", List.of(), List.of(GRANTABLE)),
          new Shape("granted_on", List.of(TO_PUBLIC), List.of(GRANTABLE, GRANTED_ON)),
          new Shape("reader_lost", List.of(TO_READER), List.of(ALL_FROM_READER)),
          new Shape("option_gained", List.of(TO_READER), List.of(GRANTABLE)),
          new Shape(
              "option_lost",
              List.of(GRANTABLE),
              List.of("REVOKE GRANT OPTION FOR {privilege} ON {on} FROM lifeboat_reader")),
          new Shape(
              "maker_less",
              List.of(),
              List.of("REVOKE {privilege} ON {on} FROM CURRENT_USER", TO_READER)),
          new Shape("nobody", List.of(), List.of(ALL_FROM_PUBLIC, ALL_FROM_MAKER)),
          new Shape("owned", List.of(), List.of(OWNER)),
          new Shape("owned_public", List.of(TO_PUBLIC), List.of(OWNER)),
          new Shape("owned_granted", List.of(TO_PUBLIC), List.of(OWNER, TO_READER)),
          new Shape("owned_granted_on", List.of(), List.of(OWNER, GRANTABLE, GRANTED_ON)),
          new Shape(
              "owned_nobody", List.of(TO_PUBLIC), List.of(OWNER, ALL_FROM_PUBLIC, ALL_FROM_OWNER)),
          new Shape(
              "owned_private",
              List.of(TO_READER),
              List.of(ALL_FROM_PUBLIC, ALL_FROM_READER, OWNER)));

  private static final String READ_A = "GRANT SELECT (a) ON {on} TO ";

  private static final List<Shape> OF_COLUMNS =
      List.of(
          new Shape(
              "columns_public",
              List.of(TO_PUBLIC),
              List.of("REVOKE SELECT ON {on} FROM PUBLIC", READ_A + "PUBLIC")),
          new Shape(
              "columns_maker",
              List.of(),
              List.of(ALL_FROM_MAKER, READ_A + "CURRENT_USER", READ_A + "PUBLIC")),
          new Shape(
              "columns_on",
              List.of(TO_READER),
              List.of(
                  ALL_FROM_READER,
                  READ_A + "lifeboat_reader WITH GRANT OPTION",
                  "SET ROLE lifeboat_reader; " + READ_A + "lifeboat_other; RESET ROLE")),
          new Shape(
              "columns_lost",
              List.of(READ_A + "PUBLIC", READ_A + "lifeboat_reader"),
              List.of("REVOKE SELECT (a) ON {on} FROM PUBLIC, lifeboat_reader")),
          new Shape(
              "columns_lost_with_all",
              List.of(TO_PUBLIC, READ_A + "PUBLIC"),
              List.of("REVOKE SELECT ON {on} FROM PUBLIC")),
          new Shape(
              "columns_other",
              List.of(READ_A + "PUBLIC", "GRANT UPDATE (b) ON {on} TO lifeboat_reader"),
              List.of(
                  "REVOKE SELECT (a) ON {on} FROM PUBLIC",
                  "GRANT SELECT (b), UPDATE (b) ON {on} TO lifeboat_reader WITH GRANT OPTION")),
          new Shape(
              "columns_owned",
              List.of(TO_PUBLIC, READ_A + "lifeboat_reader"),
              List.of(
                  OWNER,
                  "REVOKE SELECT ON {on} FROM PUBLIC, lifeboat_super",
                  READ_A + "PUBLIC, lifeboat_super")));

  private PrivilegeShapes() {}

  /** The roles that are spoken of. */
  static List<String> roles() {
    return List.of("lifeboat_super", "lifeboat_reader", "lifeboat_other");
  }

  /** The script of an extension that brings an object of every kind for every shape. */
  static String extensionScript() {
    List<String> script = new ArrayList<>();
    script.add("CREATE FOREIGN DATA WRAPPER members_wrapper");
    script.add("CREATE SERVER members_server FOREIGN DATA WRAPPER members_wrapper");
    for (Kind kind : KINDS) {
      for (Shape shape : shapes(kind)) {
        Target target = kind.target(shape.name());
        script.add(target.fill(kind.create()));
        shape.made().forEach(sql -> script.add(target.fill(sql)));
      }
    }
    return String.join(";\n", script) + ";\n";
  }

  /** What changes the privileges of each of them afterwards. */
  static List<String> changesOfMembers() {
    return KINDS.stream()
        .flatMap(
            kind ->
                shapes(kind).stream()
                    .flatMap(
                        shape -> shape.changed().stream().map(kind.target(shape.name())::fill)))
        .toList();
  }

  private static List<Shape> shapes(Kind kind) {
    return kind.columns() ? Stream.of(OF_ALL, OF_COLUMNS).flatMap(List::stream).toList() : OF_ALL;
  }

  /**
   * What changes the privileges of objects of the system, which come without what shapes add first.
   * An object can only be of one shape; of languages and schemas there are few.
   */
  static List<String> changesOfSystemObjects() {
    List<String> changes = new ArrayList<>();
    addSystem(changes, "TABLE", "SELECT", OF_ALL, SYSTEM_TABLES.subList(0, OF_ALL.size()));
    addSystem(changes, "FUNCTION", "EXECUTE", OF_ALL, SYSTEM_FUNCTIONS);
    addSystem(changes, "TYPE", "USAGE", OF_ALL, SYSTEM_TYPES);
    addSystem(changes, "LANGUAGE", "USAGE", shapes("owned_nobody", "granted_on"), LANGUAGES);
    addSystem(changes, "SCHEMA", "USAGE", shapes("granted_on"), List.of("pg_catalog"));
    List<String> rest = SYSTEM_TABLES.subList(OF_ALL.size(), SYSTEM_TABLES.size());
    for (int i = 0; i < rest.size(); i++) {
      changes.add("REVOKE SELECT ON %s FROM PUBLIC".formatted(rest.get(i)));
      changes.add("GRANT SELECT (oid, tableoid) ON %s TO PUBLIC".formatted(rest.get(i)));
    }
    changes.add("REVOKE SELECT (oid) ON pg_catalog.pg_subscription FROM PUBLIC");
    return changes;
  }

  private static final List<String> LANGUAGES = List.of("plpgsql", "sql");

  private static final List<String> SYSTEM_TABLES =
      qualified(
          "pg_am pg_amop pg_amproc pg_authid pg_cast pg_collation pg_conversion pg_description"
              + " pg_enum pg_foreign_table pg_largeobject pg_opclass pg_operator pg_opfamily"
              + " pg_policies pg_statistic pg_views pg_proc pg_class pg_rewrite");

  private static final List<String> SYSTEM_FUNCTIONS =
      qualified(
          "pg_stat_reset() pg_sleep(float8) pg_ls_dir(text) pg_reload_conf() pg_rotate_logfile()"
              + " pg_promote(bool,int) pg_read_file(text) pg_stat_file(text) version() now()"
              + " count() sum(int) pi() pg_backend_pid() txid_current() pg_jit_available()"
              + " inet_client_addr()");

  private static final List<String> SYSTEM_TYPES =
      qualified(
          "box circle line lseg path point polygon macaddr macaddr8 inet cidr money tsquery"
              + " tsvector xml jsonpath int4range");

  private static List<String> qualified(String names) {
    return Stream.of(names.split(" ")).map("pg_catalog."::concat).toList();
  }

  private static List<Shape> shapes(String... names) {
    return OF_ALL.stream().filter(shape -> List.of(names).contains(shape.name())).toList();
  }

  private static void addSystem(
      List<String> changes,
      String keyword,
      String privilege,
      List<Shape> shapes,
      List<String> objects) {
    for (int i = 0; i < objects.size(); i++) {
      String object = objects.get(i);
      String on = keyword + " " + object;
      String alter = object.matches(".*\\.(count|sum)\\(.*") ? aggregate(object) : on;
      Target target = new Target(on, object, alter, privilege);
      shapes.get(i % shapes.size()).changed().forEach(sql -> changes.add(target.fill(sql)));
    }
  }

  private static String aggregate(String object) {
    return "AGGREGATE " + object.replace("()", "(*)");
  }

  /**
   * A shape of privileges.
   *
   * @param made what the extension itself says of the object
   * @param changed what somebody says of it later
   */
  private record Shape(String name, List<String> made, List<String> changed) {}

  /** An object as statements name it. */
  private record Target(String on, String name, String alter, String privilege) {
    String fill(String sql) {
      return sql.replace("{on}", on)
          .replace("{name}", name)
          .replace("{alter}", alter)
          .replace("{privilege}", privilege);
    }
  }

  /**
   * A kind of objects that have privileges.
   *
   * @param keyword what {@code ALTER} calls it
   * @param grantKeyword what {@code GRANT} calls it
   */
  private record Kind(
      String keyword,
      String grantKeyword,
      String label,
      String create,
      String privilege,
      String arguments,
      boolean inSchema,
      boolean columns) {
    static Kind of(String keyword, String create, String privilege) {
      return of(keyword, keyword.toLowerCase(Locale.ROOT).replace(' ', '_'), create, privilege);
    }

    static Kind of(String keyword, String label, String create, String privilege) {
      return new Kind(keyword, keyword, label, create, privilege, "", true, false);
    }

    Kind grantedOn(String other) {
      return new Kind(keyword, other, label, create, privilege, arguments, inSchema, columns);
    }

    Kind taking(String newArguments) {
      return new Kind(
          keyword, grantKeyword, label, create, privilege, newArguments, inSchema, columns);
    }

    Kind withoutSchema() {
      return new Kind(keyword, grantKeyword, label, create, privilege, arguments, false, columns);
    }

    Kind withColumns() {
      return new Kind(keyword, grantKeyword, label, create, privilege, arguments, inSchema, true);
    }

    Target target(String shape) {
      String name = (inSchema ? "public." : "") + label + "_" + shape + arguments;
      return new Target(grantKeyword + " " + name, name, keyword + " " + name, privilege);
    }
  }
}
