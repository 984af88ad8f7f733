package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.ServerFeature;
import dev.lifeboat.postgres.ServerVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the words in braces that {@link CatalogReader} describes. */
final class QueryWords {
  private static final Pattern IF =
      Pattern.compile("\\{if (\\w+): ([^{}]*?)\\selse\\s([^{}]*?)\\}", Pattern.DOTALL);
  private static final Pattern USER_SCHEMA = Pattern.compile("\\{user_schema (\\w+)\\}");
  private static final Pattern WITH_DATA = Pattern.compile("\\{with_data (\\w+) (\\w+)\\}");
  private static final Pattern GRANTED = Pattern.compile("\\{granted (\\w+) (\\w+) (\\w+)\\}");
  private static final Pattern GRANTED_COLUMN = Pattern.compile("\\{granted_column (\\w+)\\}");
  private static final Pattern NO_MEMBER = Pattern.compile("\\{no_member (\\w+) (\\w+)\\}");

  private QueryWords() {}

  static String replace(String query, ServerVersion version) {
    String result = choose(query, version);
    result =
        WITH_DATA
            .matcher(result)
            .replaceAll(
                "($1.relkind IN ('r', 'p', 'S') AND $1.relpersistence <> 't' AND {user_schema $2}"
                    + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member"
                    + " JOIN pg_catalog.pg_extension AS owning ON owning.oid = member.refobjid"
                    + " WHERE member.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
                    + " AND member.objid = $1.oid AND member.deptype = 'e'"
                    + " AND $1.oid <> ALL (coalesce(owning.extconfig, '{}'))))");
    result =
        GRANTED
            .matcher(result)
            .replaceAll(
                "($2.$3 IS NOT NULL OR $2.oid IN"
                    + " (SELECT given.objoid FROM pg_catalog.pg_init_privs AS given"
                    + " WHERE given.classoid = 'pg_catalog.$1'::pg_catalog.regclass))");
    result =
        GRANTED_COLUMN
            .matcher(result)
            .replaceAll(
                "($1.attacl IS NOT NULL OR ($1.attrelid, $1.attnum::pg_catalog.int4) IN"
                    + " (SELECT given.objoid, given.objsubid FROM pg_catalog.pg_init_privs AS given"
                    + " WHERE given.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass))");
    result =
        USER_SCHEMA
            .matcher(result)
            .replaceAll("($1.nspname <> 'information_schema' AND $1.nspname !~ '^pg_')");
    return NO_MEMBER
        .matcher(result)
        .replaceAll(
            "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS member"
                + " WHERE member.classid = 'pg_catalog.$1'::pg_catalog.regclass"
                + " AND member.objid = $2.oid AND member.deptype = 'e')");
  }

  /** The innermost choices first, since one may hold another. */
  private static String choose(String query, ServerVersion version) {
    String result = query;
    for (Matcher word = IF.matcher(result); word.find(); word = IF.matcher(result)) {
      boolean has = version.has(ServerFeature.valueOf(word.group(1)));
      result =
          result.substring(0, word.start())
              + word.group(has ? 2 : 3)
              + result.substring(word.end());
    }
    return result;
  }
}
