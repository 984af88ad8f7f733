package dev.lifeboat.dump.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A TOC entry before it has a number; the rest is filled in by {@link TocBuilder}. */
record Draft(
    String description,
    String tag,
    @Nullable String schema,
    String owner,
    String create,
    String drop,
    @Nullable String copy,
    @Nullable String tablespace,
    @Nullable String accessMethod,
    char relkind,
    boolean hasData) {

  /**
   * An object that is made and dropped by SQL.
   *
   * @param create SQL without the line end that follows
   * @param drop SQL without the line end that follows; empty for none
   */
  static Draft of(
      String description,
      String tag,
      @Nullable String schema,
      String owner,
      String create,
      String drop) {
    return new Draft(
        description,
        tag,
        schema,
        owner,
        create.isEmpty() ? "" : create + "\n",
        drop.isEmpty() ? "" : drop + "\n",
        null,
        null,
        null,
        '\0',
        false);
  }

  /** The same with statements that follow. */
  Draft withAmendments(List<String> statements) {
    if (statements.isEmpty()) {
      return this;
    }
    return new Draft(
        description,
        tag,
        schema,
        owner,
        create + String.join("\n", statements) + "\n",
        drop,
        copy,
        tablespace,
        accessMethod,
        relkind,
        hasData);
  }

  Draft withStorage(String newTablespace, @Nullable String newAccessMethod, char newRelkind) {
    return new Draft(
        description,
        tag,
        schema,
        owner,
        create,
        drop,
        copy,
        newTablespace,
        newAccessMethod,
        newRelkind,
        hasData);
  }

  Draft withData(@Nullable String newCopy) {
    return new Draft(
        description,
        tag,
        schema,
        owner,
        create,
        drop,
        newCopy,
        tablespace,
        accessMethod,
        relkind,
        true);
  }
}
