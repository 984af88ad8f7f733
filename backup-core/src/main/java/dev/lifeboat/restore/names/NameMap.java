package dev.lifeboat.restore.names;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.postgres.Sql;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Under which other names things are restored. Immutable; begin with {@link #NONE}.
 *
 * @param owners the new name of each role: as owner, and as whom privileges, policies and user
 *     mappings are for
 * @param schemas the new name of each schema
 * @param tablespaces the new name of each tablespace; the empty one for the database's own
 */
public record NameMap(
    Map<String, String> owners, Map<String, String> schemas, Map<String, String> tablespaces) {
  /** All names as archived. */
  public static final NameMap NONE = new NameMap(Map.of(), Map.of(), Map.of());

  /** In rules and triggers these stand for rows. */
  private static final Set<String> ROWS = Set.of("old", "new", "excluded");

  /** Copies what could change, and refuses what cannot be told apart. */
  public NameMap {
    Given.value(owners, "the owners of the other names");
    Given.value(schemas, "the schemas of the other names");
    Given.value(tablespaces, "the tablespaces of the other names");
    owners = Map.copyOf(owners);
    schemas = Map.copyOf(schemas);
    tablespaces = Map.copyOf(tablespaces);
    for (String schema : schemas.keySet()) {
      if (ROWS.contains(schema) || schema.startsWith("pg_") || schemas.get(schema).isEmpty()) {
        throw new RefusedException(
            "Schema %s cannot be restored under another name; leave it out of the schema map"
                .formatted(Sql.oneLine(schema)));
      }
    }
  }

  /** The same with another name for a role. */
  public NameMap withOwner(String old, String other) {
    return new NameMap(with(owners, old, other), schemas, tablespaces);
  }

  /** The same with another name for a schema. */
  public NameMap withSchema(String old, String other) {
    return new NameMap(owners, with(schemas, old, other), tablespaces);
  }

  /** The same with another name for a tablespace. */
  public NameMap withTablespace(String old, String other) {
    return new NameMap(owners, schemas, with(tablespaces, old, other));
  }

  /** What a schema is called in the target. */
  public String schema(String archived) {
    return schemas.getOrDefault(Given.value(archived, "the name of a schema"), archived);
  }

  private static Map<String, String> with(Map<String, String> names, String old, String other) {
    Map<String, String> more = new HashMap<>(names);
    Given.value(old, "the archived name");
    Given.value(other, "the other name");
    if (more.put(old, other) != null) {
      throw new RefusedException(
          "%s is to get two other names; give it one".formatted(Sql.oneLine(old)));
    }
    return more;
  }
}
