package dev.lifeboat.restore;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the roles that statements about privileges name: after TO, FROM, AUTHORIZATION and FOR
 * ROLE, as {@code pg_dump} writes them.
 */
final class GrantedRoles {
  private static final Pattern TOKEN =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"|'(?:[^']|'')*'|[\\p{L}_][\\p{L}\\p{N}_$]*|\\S");
  private static final Set<String> BEFORE_ROLES =
      Set.of("to", "from", "authorization", "role", "user");
  private static final Set<String> NO_ROLES =
      Set.of("public", "default", "session_user", "current_user", "current_role");

  private static final Set<String> AFTER_ROLES = Set.of("server", "using", "with", ";");

  private final Set<String> roles = new HashSet<>();
  private boolean expected;

  private GrantedRoles() {}

  /** The roles, unquoted. */
  static Set<String> in(String sql) {
    GrantedRoles granted = new GrantedRoles();
    for (Matcher token = TOKEN.matcher(sql); token.find(); ) {
      granted.take(token.group(), token.group(1));
    }
    return granted.roles;
  }

  /** The roles that an object itself is for, as those of policies and user mappings are. */
  static Set<String> of(String description, String definition) {
    return switch (description) {
      case "POLICY" -> listed(definition, "to");
      case "USER MAPPING" -> listed(definition, "for");
      default -> Set.of();
    };
  }

  /** The roles in the list that a word begins. */
  private static Set<String> listed(String sql, String beginning) {
    GrantedRoles listed = new GrantedRoles();
    boolean begun = false;
    for (Matcher token = TOKEN.matcher(sql); token.find(); ) {
      String word = token.group().toLowerCase(Locale.ROOT);
      if (AFTER_ROLES.contains(word)) {
        break;
      }
      if (begun) {
        listed.expected = true;
        listed.takeRole(token.group(), token.group(1));
      }
      begun |= word.equals(beginning);
    }
    return listed.roles;
  }

  private void take(String token, @Nullable String quoted) {
    if (quoted == null && BEFORE_ROLES.contains(token.toLowerCase(Locale.ROOT))) {
      expected = true;
    } else {
      takeRole(token, quoted);
    }
  }

  private void takeRole(String token, @Nullable String quoted) {
    String word = token.toLowerCase(Locale.ROOT);
    if (quoted != null) {
      take(quoted.replace("\"\"", "\""));
    } else if (Character.isLetter(word.charAt(0)) && !NO_ROLES.contains(word)) {
      take(word);
    } else {
      expected = false;
    }
  }

  private void take(String role) {
    if (expected) {
      roles.add(role);
    }
    expected = false;
  }
}
