package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL that gives an object of an archive to its owner. */
public final class OwnerStatement {
  /** Kinds whose objects are named by schema and name alone. */
  private static final Set<String> NAMED =
      Set.of(
          "COLLATION",
          "CONVERSION",
          "DATABASE",
          "DOMAIN",
          "EVENT TRIGGER",
          "FOREIGN DATA WRAPPER",
          "FOREIGN TABLE",
          "MATERIALIZED VIEW",
          "PROCEDURAL LANGUAGE",
          "PUBLICATION",
          "SCHEMA",
          "SEQUENCE",
          "SERVER",
          "STATISTICS",
          "SUBSCRIPTION",
          "TABLE",
          "TEXT SEARCH CONFIGURATION",
          "TEXT SEARCH DICTIONARY",
          "TYPE",
          "VIEW");

  /** Kinds that take argument types and the like, just as the statement that drops them. */
  private static final Set<String> SIGNED =
      Set.of("AGGREGATE", "FUNCTION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "PROCEDURE");

  private static final Pattern STATEMENT_END = Pattern.compile("[;\\s]+$");
  private static final Pattern OID = Pattern.compile("\\d{1,10}");
  private static final String DROP = "DROP ";

  private OwnerStatement() {}

  /**
   * The statement, or several for a group of large objects.
   *
   * @param entry the object
   * @return empty where the object has no owner of its own
   */
  public static Optional<String> of(TocEntry entry) {
    if (entry.owner().isEmpty() || entry.dropStatement().isEmpty()) {
      return Optional.empty();
    }
    String to = " OWNER TO " + Sql.identifier(entry.owner()) + ";";
    if (entry.description().equals(LargeObjectGroup.DESCRIPTION)) {
      return Optional.of(
          LargeObjectGroup.statements(entry, oid -> "ALTER LARGE OBJECT " + oid + to));
    }
    return object(entry).map(object -> "ALTER " + object + to);
  }

  private static Optional<String> object(TocEntry entry) {
    String kind = entry.description();
    if (NAMED.contains(kind)) {
      return Optional.of(kind + " " + name(entry));
    }
    if (SIGNED.contains(kind) && entry.dropStatement().startsWith(DROP)) {
      String object = entry.dropStatement().substring(DROP.length());
      return Optional.of(STATEMENT_END.matcher(object).replaceFirst(""));
    }
    if (kind.equals("BLOB") && OID.matcher(entry.tag()).matches()) {
      return Optional.of("LARGE OBJECT " + entry.tag());
    }
    return Optional.empty();
  }

  private static String name(TocEntry entry) {
    String schema = entry.namespace();
    return schema == null || schema.isEmpty()
        ? Sql.identifier(entry.tag())
        : Sql.qualified(schema, entry.tag());
  }
}
