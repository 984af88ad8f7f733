package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import org.jspecify.annotations.Nullable;

/**
 * An object that is called by a keyword and a name, and nothing else.
 *
 * @param keyword what follows {@code CREATE} and is the description of its entry
 * @param schema its schema, or null for a kind that has none
 * @param owner its owner, or empty for a kind that has none
 */
record NamedObject(
    NodeKind kind,
    CatalogId id,
    String keyword,
    @Nullable String schema,
    String name,
    String owner) {
  /** The object as statements about it name it. */
  Subject subject() {
    return schema == null
        ? Subject.global(keyword, name, owner)
        : Subject.inSchema(keyword, schema, name, owner);
  }

  /** Adds an object that can have a comment, with the whole statement that makes it. */
  Node add(Catalog catalog, String create) {
    Subject subject = subject();
    Draft draft = Draft.of(keyword, name, schema, owner, create, "DROP " + subject.sql() + ";");
    return catalog.add(
        new Node(kind, id, schema == null ? "" : schema, name, Contents.of(draft, subject)));
  }

  /** Adds an object that is made by {@code CREATE keyword name} and a list of parameters. */
  Node addWith(Catalog catalog, Iterable<String> parameters) {
    return add(
        catalog,
        "CREATE " + subject().sql() + " (\n    " + String.join(",\n    ", parameters) + "\n);");
  }
}
