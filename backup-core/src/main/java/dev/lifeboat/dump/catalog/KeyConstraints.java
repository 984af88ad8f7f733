package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Primary key, unique and exclusion constraints; {@link Indexes} finds them. */
final class KeyConstraints {
  private KeyConstraints() {}

  static void add(Catalog catalog, Indexes.Index index, ResultSet row) throws SQLException {
    Relation table = index.table();
    String name = row.getString("conname");
    Subject subject = CheckConstraints.subject(table, name);
    String alter = "ALTER TABLE ONLY " + table.sql();
    Draft draft =
        Draft.of(
                "CONSTRAINT",
                table.name() + " " + name,
                table.schema(),
                table.owner(),
                alter
                    + "\n    ADD CONSTRAINT "
                    + Sql.identifier(name)
                    + " "
                    + definition(row)
                    + ";"
                    + index.alterations(),
                alter + " DROP CONSTRAINT " + Sql.identifier(name) + ";")
            .withStorage(index.tablespace(), null, '\0');
    CatalogId id = SystemCatalog.CONSTRAINT.id(row.getLong("constraint_oid"));
    CatalogId indexId = SystemCatalog.CLASS.id(index.oid());
    Subject indexSubject = Subject.inSchema("INDEX", table.schema(), index.name(), table.owner());
    Node node =
        new Node(
            NodeKind.CONSTRAINT,
            id,
            table.schema(),
            name,
            (self, toc) -> {
              toc.add(self, draft);
              toc.describe(id, 0, subject);
              toc.describe(indexId, 0, indexSubject);
            });
    catalog.add(node).memberOf(table.node());
    catalog.alias(indexId, id);
  }

  /** The server's text leaves the options of the index out, but for exclusion constraints. */
  private static String definition(ResultSet row) throws SQLException {
    String definition = row.getString("constraint_definition");
    List<String> options = CatalogReader.texts(row, "reloptions");
    if (options.isEmpty() || CatalogReader.letter(row, "contype") == 'x') {
      return definition;
    }
    String deferral =
        (row.getBoolean("condeferrable") ? " DEFERRABLE" : "")
            + (row.getBoolean("condeferred") ? " INITIALLY DEFERRED" : "");
    String keys = definition.substring(0, definition.length() - deferral.length());
    return keys + " WITH (" + OptionList.sql(options) + ")" + deferral;
  }
}
