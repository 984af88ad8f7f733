package dev.lifeboat.restore.names;

import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Kind;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the roles that statements name: in those about privileges after TO, FROM, AUTHORIZATION and
 * FOR ROLE, as {@code pg_dump} writes them; in policies and user mappings where the object itself
 * is for roles.
 */
public final class GrantedRoles {
  private static final Set<String> BEFORE_ROLES =
      Set.of("to", "from", "authorization", "role", "user", "by");
  private static final Set<String> NO_ROLES =
      Set.of("public", "default", "session_user", "current_user", "current_role");
  private static final Set<String> AFTER_ROLES = Set.of("server", "using", "with");

  private final List<Token> tokens;
  private final List<Integer> places = new ArrayList<>();

  private GrantedRoles(String sql) {
    this.tokens = SqlTokens.of(sql);
  }

  /** The roles that statements about privileges name, unquoted. */
  public static Set<String> in(String sql) {
    return granted(sql).names();
  }

  /** The roles that an object itself is for, as those of policies and user mappings are. */
  public static Set<String> of(String description, String definition) {
    String beginning = beginning(description);
    return beginning.isEmpty() ? Set.of() : listed(definition, beginning).names();
  }

  /**
   * The same statements with other roles.
   *
   * @param description the kind of the entry that they belong to
   * @param roles the new name of each old one
   */
  static String renamed(String description, String sql, Map<String, String> roles) {
    String beginning = beginning(description);
    GrantedRoles found = beginning.isEmpty() ? granted(sql) : listed(sql, beginning);
    for (int place : found.places) {
      String other = roles.get(found.tokens.get(place).name());
      if (other != null) {
        found.tokens.set(place, new Token(Kind.QUOTED_NAME, Sql.identifier(other)));
      }
    }
    return SqlTokens.text(found.tokens);
  }

  private static String beginning(String description) {
    return switch (description) {
      case "POLICY" -> "to";
      case "USER MAPPING" -> "for";
      default -> "";
    };
  }

  /** The first name after each word that a role follows. */
  private static GrantedRoles granted(String sql) {
    GrantedRoles roles = new GrantedRoles(sql);
    boolean expected = false;
    for (int i = 0; i < roles.tokens.size(); i++) {
      Token token = roles.tokens.get(i);
      if (token.kind() == Kind.SPACE) {
        continue;
      }
      if (token.kind() == Kind.WORD && BEFORE_ROLES.contains(token.name())) {
        expected = true;
      } else {
        roles.addIf(expected, i);
        expected = false;
      }
    }
    return roles;
  }

  /** The names in the list that a word begins. */
  private static GrantedRoles listed(String sql, String beginning) {
    GrantedRoles roles = new GrantedRoles(sql);
    boolean begun = false;
    for (int i = 0; i < roles.tokens.size(); i++) {
      Token token = roles.tokens.get(i);
      boolean word = token.kind() == Kind.WORD;
      if (token.is(';') || (word && AFTER_ROLES.contains(token.name()))) {
        break;
      }
      roles.addIf(begun, i);
      begun |= word && token.name().equals(beginning);
    }
    return roles;
  }

  private void addIf(boolean expected, int place) {
    Token token = tokens.get(place);
    boolean named =
        token.kind() == Kind.QUOTED_NAME
            || (token.kind() == Kind.WORD && !NO_ROLES.contains(token.name()));
    if (expected && named) {
      places.add(place);
    }
  }

  private Set<String> names() {
    return places.stream().map(place -> tokens.get(place).name()).collect(Collectors.toSet());
  }
}
