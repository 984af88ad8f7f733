package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Subscriptions of this database, which are restored without connecting to the publisher: disabled,
 * and without making a slot there.
 *
 * <p>How to connect may hold a password, so that only superusers can read it.
 */
final class Subscriptions implements Kind {
  private static final String READABLE =
      """
      SELECT pg_catalog.has_column_privilege(
        'pg_catalog.pg_subscription', 'subconninfo', 'SELECT') AS readable
      """;

  private static final String NAMES =
      """
      SELECT s.subname
      FROM pg_catalog.pg_subscription AS s
      JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
      WHERE d.datname = pg_catalog.current_database()
      ORDER BY s.subname
      """;

  private static final String QUERY =
      """
      SELECT s.oid, s.subname, pg_catalog.pg_get_userbyid(s.subowner) AS owner, s.subconninfo,
        s.subslotname, s.subsynccommit, s.subpublications,
        {if SUBSCRIPTION_BINARY_AND_STREAMING: s.subbinary else false} AS binary,
        {if SUBSCRIPTION_BINARY_AND_STREAMING: s.substream::pg_catalog.text else NULL} AS streaming,
        {if SUBSCRIPTION_TWO_PHASE: s.subtwophasestate <> 'd' else false} AS two_phase,
        {if SUBSCRIPTION_TWO_PHASE: s.subdisableonerr else false} AS disable_on_error,
        {if SUBSCRIPTION_ORIGIN: s.subpasswordrequired else true} AS password_required,
        {if SUBSCRIPTION_ORIGIN: s.subrunasowner else false} AS run_as_owner,
        {if SUBSCRIPTION_ORIGIN: s.suborigin else 'any'} AS origin,
        {if SUBSCRIPTION_FAILOVER: s.subfailover else false} AS failover
      FROM pg_catalog.pg_subscription AS s
      JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
      WHERE d.datname = pg_catalog.current_database()
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    List<Boolean> readable = new ArrayList<>();
    source.each(READABLE, row -> readable.add(row.getBoolean("readable")));
    if (readable.contains(true)) {
      source.each(QUERY, row -> add(catalog, row));
    } else {
      warn(source, catalog);
    }
  }

  private static void warn(CatalogReader source, Catalog catalog) throws SQLException {
    List<String> names = new ArrayList<>();
    source.each(NAMES, row -> names.add(row.getString("subname")));
    if (!names.isEmpty()) {
      catalog.warn(
          ("This role cannot read how subscriptions connect, so these were left out: %s;"
                  + " back up as a superuser to have them")
              .formatted(Sql.oneLine(String.join(", ", names))));
    }
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String name = row.getString("subname");
    Subject subject = Subject.global("SUBSCRIPTION", name, row.getString("owner"));
    String create =
        "CREATE "
            + subject.sql()
            + " CONNECTION "
            + Sql.literal(row.getString("subconninfo"))
            + " PUBLICATION "
            + Sql.identifiers(CatalogReader.texts(row, "subpublications"))
            + " WITH ("
            + String.join(", ", options(row))
            + ");";
    Draft draft =
        Draft.of(
            "SUBSCRIPTION", name, null, subject.owner(), create, "DROP " + subject.sql() + ";");
    catalog.add(
        new Node(
            NodeKind.SUBSCRIPTION,
            SystemCatalog.SUBSCRIPTION.id(row.getLong("oid")),
            "",
            name,
            Contents.of(draft, subject)));
  }

  /** Streaming is always stated where there is a choice, since its default differs by version. */
  private static List<String> options(ResultSet row) throws SQLException {
    List<String> options = new ArrayList<>(List.of("connect = false"));
    String slot = row.getString("subslotname");
    options.add("slot_name = " + (slot == null ? "NONE" : Sql.literal(slot)));
    if (!row.getString("subsynccommit").equals("off")) {
      options.add("synchronous_commit = " + Sql.literal(row.getString("subsynccommit")));
    }
    addIf(options, row.getBoolean("binary"), "binary = true");
    if (row.getString("streaming") != null) {
      options.add("streaming = " + streaming(row.getString("streaming")));
    }
    addIf(options, row.getBoolean("two_phase"), "two_phase = true");
    addIf(options, row.getBoolean("disable_on_error"), "disable_on_error = true");
    addIf(options, !row.getBoolean("password_required"), "password_required = false");
    addIf(options, row.getBoolean("run_as_owner"), "run_as_owner = true");
    if (!row.getString("origin").equals("any")) {
      options.add("origin = " + Sql.literal(row.getString("origin")));
    }
    addIf(options, row.getBoolean("failover"), "failover = true");
    return options;
  }

  private static void addIf(List<String> options, boolean set, String option) {
    if (set) {
      options.add(option);
    }
  }

  /** A truth value up to version 15, a letter since then. */
  private static String streaming(String value) {
    return switch (value) {
      case "t", "true" -> "on";
      case "p" -> "parallel";
      default -> "off";
    };
  }
}
