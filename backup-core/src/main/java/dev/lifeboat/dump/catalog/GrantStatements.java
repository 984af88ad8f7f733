package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The statements that lead from the usual privileges of an object to those it has. */
public final class GrantStatements {
  private final String target;
  private final String column;
  private final String owner;

  /**
   * Statements about an object.
   *
   * @param target what follows {@code ON}
   * @param column the column as SQL, or empty for the object itself
   * @param owner the owner of the object, who makes the statements
   */
  public GrantStatements(String target, String column, String owner) {
    this.target = target;
    this.column = column;
    this.owner = owner;
  }

  /** One statement a line, or an empty text where nothing differs. */
  public String sql(Access access) {
    return String.join("\n", statements(access));
  }

  /** What is taken first, then what is given: to the owner first, as {@code pg_dump} does it. */
  public List<String> statements(Access access) {
    if (access.actual().equals(access.usual())) { // as of nearly all objects
      return List.of();
    }
    Set<Grant> missing = new LinkedHashSet<>(access.usual());
    access.actual().forEach(missing::remove);
    List<Grant> ownersFirst = new ArrayList<>(access.actual());
    ownersFirst.sort(Comparator.comparing(grant -> !isOwn(grant)));
    Set<Grant> added = new LinkedHashSet<>(ownersFirst);
    access.usual().forEach(added::remove);
    List<String> statements = new ArrayList<>();
    Set<String> all = access.all();
    byGrantee(missing).forEach((key, grants) -> statements.add(revoke(key, grants, all)));
    grantable(byGrantee(added)).forEach((key, grants) -> statements.add(grant(key, grants, all)));
    return statements;
  }

  private boolean isOwn(Grant grant) {
    return grant.grantee().equals(owner) && grant.grantor().equals(owner);
  }

  /** Grants in an order in which each grantor has what they grant on; else as they were. */
  private static Map<Key, List<String>> grantable(Map<Key, List<String>> grants) {
    if (grants.keySet().stream().noneMatch(Key::grantable)) { // nobody can wait for another
      return grants;
    }
    Map<Key, List<String>> open = new LinkedHashMap<>(grants);
    Map<Key, List<String>> ordered = new LinkedHashMap<>();
    while (!open.isEmpty()) {
      Key next =
          open.keySet().stream()
              .filter(key -> !waits(key, open))
              .findFirst()
              .orElseGet(() -> open.keySet().iterator().next());
      ordered.put(next, open.get(next));
      open.remove(next);
    }
    return ordered;
  }

  /** Whether the grantor of a grant has yet to be given what it grants. */
  private static boolean waits(Key key, Map<Key, List<String>> open) {
    return open.entrySet().stream()
        .anyMatch(
            other ->
                other.getKey().grantable()
                    && !other.getKey().equals(key)
                    && other.getKey().grantee().equals(key.grantor())
                    && !Collections.disjoint(other.getValue(), open.get(key)));
  }

  private static Map<Key, List<String>> byGrantee(Collection<Grant> grants) {
    Map<Key, List<String>> groups = new LinkedHashMap<>();
    for (Grant grant : grants) {
      groups
          .computeIfAbsent(
              new Key(grant.grantor(), grant.grantee(), grant.grantable()),
              key -> new ArrayList<>())
          .add(grant.privilege());
    }
    return groups;
  }

  /** What an object comes with was granted by its owner, whoever that is where it is restored. */
  private String revoke(Key key, List<String> privileges, Set<String> all) {
    return "REVOKE " + privileges(privileges, all) + " ON " + target + " FROM " + role(key) + ";";
  }

  private String grant(Key key, List<String> privileges, Set<String> all) {
    return as(
        key.grantor(),
        "GRANT "
            + privileges(privileges, all)
            + " ON "
            + target
            + " TO "
            + role(key)
            + (key.grantable() ? " WITH GRANT OPTION" : "")
            + ";");
  }

  private String privileges(List<String> privileges, Set<String> all) {
    if (column.isEmpty()) {
      return new TreeSet<>(privileges).equals(all) ? "ALL" : String.join(", ", privileges);
    }
    return privileges.stream()
        .map(privilege -> privilege + " (" + column + ")")
        .collect(Collectors.joining(", "));
  }

  private static String role(Key key) {
    return key.grantee().isEmpty() ? "PUBLIC" : Sql.identifier(key.grantee());
  }

  /** A privilege that somebody else than the owner granted must be granted by them again. */
  private String as(String grantor, String statement) {
    if (grantor.equals(owner)) {
      return statement;
    }
    return "SET SESSION AUTHORIZATION "
        + Sql.identifier(grantor)
        + ";\n"
        + statement
        + "\nRESET SESSION AUTHORIZATION;";
  }

  private record Key(String grantor, String grantee, boolean grantable) {}
}
