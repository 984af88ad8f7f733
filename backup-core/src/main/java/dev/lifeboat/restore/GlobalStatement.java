package dev.lifeboat.restore;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement about globals, in the forms in which {@code dev.lifeboat.dump.globals} writes them.
 *
 * @param sql the statement
 * @param kind what it does
 * @param names the roles or tablespaces that it is about, each {@code ROLE name}
 */
record GlobalStatement(String sql, Kind kind, List<String> names) {
  /** What statements about the whole server are about. */
  static final String ALL_ROLES = "settings of all roles";

  private static final String NAME = "\"((?:[^\"]|\"\")*)\"";
  private static final Pattern CREATE =
      Pattern.compile("CREATE (ROLE|TABLESPACE) " + NAME + " .*", Pattern.DOTALL);
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?:ALTER|COMMENT ON|SECURITY LABEL FOR (?:\"(?:[^\"]|\"\")*\"|\\S+) ON|(?:GRANT|REVOKE) [A-Z, ]+ ON) (ROLE|TABLESPACE) "
              + NAME
              + " .*",
          Pattern.DOTALL);
  private static final Pattern MEMBERSHIP =
      Pattern.compile("GRANT " + NAME + " TO " + NAME + ".*", Pattern.DOTALL);
  private static final Pattern GRANTOR = Pattern.compile(" GRANTED BY " + NAME + ";?$");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?:GRANT|REVOKE) [A-Z, ]+ ON PARAMETER .* (?:TO|FROM) (?:PUBLIC|" + NAME + ").*",
          Pattern.DOTALL);
  private static final Pattern OF_ALL = Pattern.compile("ALTER ROLE ALL SET .*", Pattern.DOTALL);
  private static final Pattern SETTING =
      Pattern.compile("SET (?!client|standard).*", Pattern.DOTALL);

  /** What a statement does. */
  enum Kind {
    /** Makes a role or tablespace. */
    CREATE,
    /** Says something about one, or gives one to another. */
    ABOUT,
    /** Changes the whole server: all roles, or what everyone may do. */
    SERVER,
    /** Says which encoding the script is in. */
    ENCODING,
    /** Prepares the session for the statement that follows. */
    PREPARE,
    /** Says something about the session alone. */
    OTHER
  }

  static GlobalStatement of(String sql) {
    Matcher create = CREATE.matcher(sql);
    if (create.matches()) {
      return new GlobalStatement(sql, Kind.CREATE, List.of(name(create.group(1), create.group(2))));
    }
    Matcher about = ABOUT.matcher(sql);
    if (about.matches()) {
      return new GlobalStatement(sql, Kind.ABOUT, List.of(name(about.group(1), about.group(2))));
    }
    Matcher membership = MEMBERSHIP.matcher(sql);
    if (membership.matches()) {
      return new GlobalStatement(sql, Kind.ABOUT, List.of(name("ROLE", membership.group(2))));
    }
    Matcher parameter = PARAMETER.matcher(sql);
    if (parameter.matches() && parameter.group(1) != null) {
      return new GlobalStatement(sql, Kind.ABOUT, List.of(name("ROLE", parameter.group(1))));
    }
    if (parameter.matches() || OF_ALL.matcher(sql).matches()) {
      return new GlobalStatement(sql, Kind.SERVER, List.of(ALL_ROLES));
    }
    if (sql.startsWith("SET client_encoding")) {
      return new GlobalStatement(sql, Kind.ENCODING, List.of());
    }
    boolean prepares = SETTING.matcher(sql).matches();
    return new GlobalStatement(sql, prepares ? Kind.PREPARE : Kind.OTHER, List.of());
  }

  /** The role that is to have granted a membership, where the statement says so. */
  Optional<String> grantor() {
    Matcher grantor = GRANTOR.matcher(sql);
    return grantor.find() ? Optional.of(name("ROLE", grantor.group(1))) : Optional.empty();
  }

  /** The same membership, granted by whoever runs the statement. */
  GlobalStatement withoutGrantor() {
    return new GlobalStatement(GRANTOR.matcher(sql).replaceFirst(""), kind, names);
  }

  /** Whether it is about a tablespace, which no transaction makes. */
  boolean isAboutTablespace() {
    return names.stream().anyMatch(name -> name.startsWith("TABLESPACE "))
        || sql.startsWith("SET allow_in_place_tablespaces");
  }

  private static String name(String kind, String quoted) {
    return kind + " " + quoted.replace("\"\"", "\"");
  }
}
