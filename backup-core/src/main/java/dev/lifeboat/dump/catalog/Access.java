package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what with an object.
 *
 * @param usual what is granted by default
 * @param actual what is granted
 * @param all every privilege that there is on such an object, which {@code ALL} stands for
 */
public record Access(List<Grant> usual, List<Grant> actual, Set<String> all) {
  /** What an object has that nobody granted anything on. */
  public static final Access USUAL = new Access(List.of(), List.of(), Set.of());

  /** Nothing yet, to be filled by {@link #add}. */
  public static Access empty() {
    return new Access(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
  }

  /** Whether nothing differs. */
  public boolean isUsual() {
    return Set.copyOf(usual).equals(Set.copyOf(actual));
  }

  /**
   * Adds the grant of a row. Its column {@code side} says where it belongs: {@code actual}, {@code
   * usual}, or {@code all} for what the owner of such an object has by default, where what the
   * object came with may be less.
   */
  public void add(ResultSet row) throws SQLException {
    Grant grant =
        new Grant(
            row.getString("grantor"),
            row.getString("grantee"),
            row.getString("privilege"),
            row.getBoolean("grantable"));
    String side = row.getString("side");
    if (side.equals("actual")) {
      actual.add(grant);
      return;
    }
    if (side.equals("usual")) {
      usual.add(grant);
    }
    if (grant.grantee().equals(grant.grantor())) {
      all.add(grant.privilege());
    }
  }
}
