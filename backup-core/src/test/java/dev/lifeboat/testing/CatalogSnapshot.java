package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one database holds, by names instead of OIDs: every row that users made in every system
 * catalog, with every column, and what the relations contain. Immutable.
 *
 * <p>It judges copies, so it shares no code with what makes them. Columns are discovered from the
 * server, so that a newer one's are compared too; what is not compared is listed with its reason by
 * {@link #leftOut()}.
 */
public final class CatalogSnapshot {
  private static final List<String> SETTINGS =
      List.of(
          "SET LOCAL search_path = ''",
          "SET LOCAL row_security = off",
          "SET LOCAL timezone = 'UTC'",
          "SET LOCAL datestyle = 'ISO, YMD'",
          "SET LOCAL intervalstyle = 'postgres'",
          "SET LOCAL bytea_output = 'hex'",
          "SET LOCAL extra_float_digits = 1",
          "SET LOCAL quote_all_identifiers = off",
          "SET LOCAL jit = off");

  private final List<CatalogObject> objects;

  private CatalogSnapshot(List<CatalogObject> objects) {
    this.objects = List.copyOf(objects);
  }

  /** Reads a database as the superuser that the data source connects as. */
  public static CatalogSnapshot of(TestDatabase database) {
    try (Connection connection = database.connect()) {
      return of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a database through a superuser's connection, in a transaction that is rolled back. */
  public static CatalogSnapshot of(Connection connection) throws SQLException {
    return read(connection, false);
  }

  /**
   * Reads a database, also what is kept outside of it: its owner, privileges, settings, comment.
   */
  public static CatalogSnapshot withDatabaseProperties(Connection connection) throws SQLException {
    return read(connection, true);
  }

  /** What is not compared, each with the reason: catalogs, columns, kinds of rows. */
  public static Map<String, String> leftOut() {
    return CatalogRules.leftOut();
  }

  /** Everything that was read, sorted. */
  public List<CatalogObject> objects() {
    return objects;
  }

  /**
   * Says how two databases differ.
   *
   * @return a line for each property that changed and each object that one of them lacks; empty if
   *     they are equal
   */
  public static List<String> differences(CatalogSnapshot first, CatalogSnapshot second) {
    Map<String, List<CatalogObject>> ours = first.byName();
    Map<String, List<CatalogObject>> theirs = second.byName();
    TreeSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    return names.stream()
        .flatMap(
            name ->
                differences(
                    ours.getOrDefault(name, List.of()), theirs.getOrDefault(name, List.of())))
        .toList();
  }

  /** Objects of one name are several where the server names none of them, such as dependencies. */
  private static Stream<String> differences(List<CatalogObject> ours, List<CatalogObject> theirs) {
    List<CatalogObject> left = without(ours, theirs);
    List<CatalogObject> right = without(theirs, ours);
    int pairs = Math.min(left.size(), right.size());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      lines.addAll(changes(left.get(i), right.get(i)));
    }
    left.stream().skip(pairs).forEach(object -> lines.add("only in the first: " + object));
    right.stream().skip(pairs).forEach(object -> lines.add("only in the second: " + object));
    return lines.stream();
  }

  private static List<CatalogObject> without(List<CatalogObject> all, List<CatalogObject> others) {
    List<CatalogObject> rest = new ArrayList<>(all);
    others.forEach(rest::remove);
    return rest;
  }

  private static List<String> changes(CatalogObject ours, CatalogObject theirs) {
    TreeSet<String> properties = new TreeSet<>(ours.properties().keySet());
    properties.addAll(theirs.properties().keySet());
    return properties.stream()
        .filter(name -> !same(ours.properties().get(name), theirs.properties().get(name)))
        .map(
            name ->
                ours.name()
                    + ", "
                    + name
                    + ": "
                    + shown(ours.properties().get(name))
                    + " became "
                    + shown(theirs.properties().get(name)))
        .toList();
  }

  private static boolean same(@Nullable String ours, @Nullable String theirs) {
    return ours == null ? theirs == null : ours.equals(theirs);
  }

  private static String shown(@Nullable String value) {
    return value == null ? "NULL" : "«" + value + "»";
  }

  private Map<String, List<CatalogObject>> byName() {
    return objects.stream().collect(Collectors.groupingBy(CatalogObject::name));
  }

  private static CatalogSnapshot read(Connection connection, boolean databaseProperties)
      throws SQLException {
    List<CatalogObject> objects = new ArrayList<>();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      new CatalogReader(connection, objects::add).read(databaseProperties);
      new ContentReader(connection, objects::add).read();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    objects.sort(Comparator.comparing(CatalogObject::toString));
    return new CatalogSnapshot(objects);
  }
}
