package dev.lifeboat.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What sessions state about themselves, so that no default of a server, role or pool matters. The
 * search path is none of it: {@link Session} empties that before anything else.
 */
final class SessionSettings {
  /** Which relations of users are not read, whatever names mean (CVE-2024-7348). */
  static final String REFUSED_RELATIONS = "restrict_nonsystem_relation_kind";

  static final String VIEWS_AND_FOREIGN_TABLES = "view, foreign-table";

  private static final Map<String, String> COMMON =
      settings(
          "statement_timeout", "0",
          "lock_timeout", "0",
          "idle_in_transaction_session_timeout", "0",
          "idle_session_timeout", "0",
          "transaction_timeout", "0",
          "standard_conforming_strings", "on",
          "escape_string_warning", "off",
          "backslash_quote", "safe_encoding",
          "array_nulls", "on",
          "bytea_output", "hex",
          "xmloption", "content",
          "DateStyle", "ISO, YMD",
          "IntervalStyle", "postgres",
          "TimeZone", "UTC",
          "extra_float_digits", "3",
          "row_security", "off",
          "quote_all_identifiers", "off",
          "transform_null_equals", "off",
          "client_min_messages", "warning");

  /** To compile queries of the catalogs takes several times as long as they do. */
  private static final Map<String, String> READING =
      settings(
          "synchronize_seqscans",
          "off",
          "default_transaction_deferrable",
          "off",
          "jit",
          "off",
          REFUSED_RELATIONS,
          VIEWS_AND_FOREIGN_TABLES);

  private static final Map<String, String> WRITING =
      settings(
          "check_function_bodies", "off",
          "default_transaction_read_only", "off",
          "default_transaction_isolation", "read committed",
          "synchronous_commit", "off",
          "vacuum_cost_delay", "0");

  private SessionSettings() {}

  /** What a session that reads a source states. */
  static Map<String, String> reading() {
    return joined(COMMON, READING);
  }

  /** What a session that writes to a target states. */
  static Map<String, String> writing() {
    return joined(COMMON, WRITING);
  }

  private static Map<String, String> settings(String... namesAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  private static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new LinkedHashMap<>(first);
    all.putAll(second);
    return all;
  }
}
