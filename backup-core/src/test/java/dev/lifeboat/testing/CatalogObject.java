package dev.lifeboat.testing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of a system catalog, or the content of one relation, in names instead of OIDs.
 *
 * @param catalog where it comes from, such as {@code pg_class}
 * @param identity which one it is, such as {@code public.person}
 * @param properties what is known of it; null where SQL says NULL
 */
public record CatalogObject(
    String catalog, String identity, SortedMap<String, @Nullable String> properties) {
  /** Copies the properties. */
  public CatalogObject {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** The catalog and the identity. */
  String name() {
    return catalog + " " + identity;
  }

  @Override
  public String toString() {
    return name() + " " + properties;
  }
}
