package dev.lifeboat.restore;

import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What every new database has: the schema {@code public}, and the language {@code plpgsql} with its
 * extension. {@code pg_dump} before version 11 makes them again in every archive, which is no
 * conflict.
 */
final class InitialObjects {
  private static final int LONGEST = 400;
  private static final String END = "\\s*;?\\s*";
  private static final String SCHEMA = "SCHEMA\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?\"?public\"?";
  private static final String LANGUAGE =
      "(?:PROCEDURAL\\s+)?LANGUAGE\\s+(?:IF\\s+EXISTS\\s+)?\"?plpgsql\"?";
  private static final String EXTENSION =
      "EXTENSION\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?\"?plpgsql\"?";

  private static final Pattern MAKES_SCHEMA = pattern("CREATE\\s+" + SCHEMA + END);
  private static final Pattern MAKES_LANGUAGE =
      pattern(
          "CREATE\\s+(?:(?:OR\\s+REPLACE\\s+)?(?:TRUSTED\\s+)?%s|%s(?:\\s+WITH\\s+SCHEMA\\s+pg_catalog)?)%s"
              .formatted(LANGUAGE, EXTENSION, END));
  private static final Pattern DROPS_LANGUAGE = pattern("DROP\\s+" + LANGUAGE + END);
  private static final Pattern DROPS =
      pattern("DROP\\s+(?:%s|%s|%s)%s".formatted(SCHEMA, LANGUAGE, EXTENSION, END));
  private static final Pattern COMMENTS =
      pattern("COMMENT\\s+ON\\s+(?:%s|%s|%s)\\s+IS\\s.*".formatted(SCHEMA, LANGUAGE, EXTENSION));

  private static final String HAS_SCHEMA =
      "SELECT pg_catalog.to_regnamespace('public') IS NOT NULL";
  private static final String HAS_LANGUAGE =
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_language WHERE lanname OPERATOR(pg_catalog.=) 'plpgsql')";

  /** Only their owners comment on them. */
  private static final String OTHERS_COMMENTS =
      """
      SELECT pg_catalog.obj_description(oid, 'pg_namespace') FROM pg_catalog.pg_namespace
      WHERE nspname OPERATOR(pg_catalog.=) 'public' AND NOT pg_catalog.pg_has_role(nspowner, 'USAGE')
      UNION ALL SELECT pg_catalog.obj_description(oid, 'pg_extension') FROM pg_catalog.pg_extension
      WHERE extname OPERATOR(pg_catalog.=) 'plpgsql' AND NOT pg_catalog.pg_has_role(extowner, 'USAGE')
      UNION ALL SELECT pg_catalog.obj_description(oid, 'pg_language') FROM pg_catalog.pg_language
      WHERE lanname OPERATOR(pg_catalog.=) 'plpgsql' AND NOT pg_catalog.pg_has_role(lanowner, 'USAGE')
      """;

  private InitialObjects() {}

  /**
   * Whether the database has already what a statement makes, or says of what is not the role's.
   *
   * @param session of the database, with any {@code search_path}
   */
  static boolean has(Session session, String sql) throws SQLException {
    if (sql.length() > LONGEST) {
      return false;
    }
    if (MAKES_SCHEMA.matcher(sql).matches()) {
      return session.text(HAS_SCHEMA).equals("t");
    }
    if (MAKES_LANGUAGE.matcher(sql).matches()) {
      return session.text(HAS_LANGUAGE).equals("t");
    }
    return COMMENTS.matcher(sql).matches() && hasComment(session, sql);
  }

  private static boolean hasComment(Session session, String sql) throws SQLException {
    List<String> comments = session.texts(OTHERS_COMMENTS);
    return comments.stream().anyMatch(text -> text != null && sql.contains(Sql.literal(text)));
  }

  /** Whether a statement drops one of them, before the archive makes it again. */
  static boolean isDroppedBy(String sql) {
    return DROPS.matcher(sql).matches();
  }

  /** Whether a statement drops the language alone, which cannot be: it belongs to its extension. */
  static boolean isLanguageDroppedBy(String sql) {
    return DROPS_LANGUAGE.matcher(sql).matches();
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
