package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Who may do what with an object.
 *
 * @param usual what is granted by default
 * @param actual what is granted
 */
public record Access(List<Grant> usual, List<Grant> actual) {
  /** What an object has that nobody granted anything on. */
  public static final Access USUAL = new Access(List.of(), List.of());

  /** Whether nothing differs. */
  public boolean isUsual() {
    return Set.copyOf(usual).equals(Set.copyOf(actual));
  }

  /** Adds one of either, which the row's column {@code actual} tells apart. */
  public void add(ResultSet row) throws SQLException {
    Grant grant =
        new Grant(
            row.getString("grantor"),
            row.getString("grantee"),
            row.getString("privilege"),
            row.getBoolean("grantable"));
    (row.getBoolean("actual") ? actual : usual).add(grant);
  }
}
