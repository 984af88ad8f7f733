package dev.lifeboat;

import dev.lifeboat.error.Given;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.storage.ObjectKey;
import javax.sql.DataSource;

/**
 * A database to protect.
 *
 * @param name a stable name for it, which backups are listed under: letters, digits, {@code .},
 *     {@code _} and {@code -}
 * @param dataSource connects to it, whichever thread asks; stays owned by the host
 */
public record Source(String name, DataSource dataSource) {
  /** Refuses a name that cannot be a folder of a storage. */
  public Source {
    Given.value(name, "the name of a source");
    Given.value(dataSource, "the data source of a source");
    if (!ObjectKey.isSegment(name)) {
      throw new RefusedException(
          "'%s' cannot name a source; use letters, digits, '.', '_' and '-'"
              .formatted(name.replaceAll("[^\\x20-\\x7e]", "?")));
    }
  }

  /** A database to protect. */
  public static Source of(String name, DataSource dataSource) {
    return new Source(name, dataSource);
  }

  /** The name alone: a data source may show its password. */
  @Override
  public String toString() {
    return name;
  }
}
