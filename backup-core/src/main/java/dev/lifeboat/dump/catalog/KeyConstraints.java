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
    CatalogId id = SystemCatalog.CONSTRAINT.id(row.getLong("constraint_oid"));
    String definition = definition(row);
    Node node =
        new Node(
            NodeKind.CONSTRAINT,
            id,
            table.schema(),
            row.getString("conname"),
            (self, toc) -> write(self, toc, index, definition));
    catalog.add(node).memberOf(table.node());
    catalog.alias(SystemCatalog.CLASS.id(index.oid()), id);
  }

  private static void write(Node self, TocBuilder toc, Indexes.Index index, String definition) {
    Relation table = index.table();
    String name = Sql.identifier(self.name());
    String alter = "ALTER TABLE ONLY " + table.sql();
    toc.add(
        self,
        Draft.of(
                "CONSTRAINT",
                table.name() + " " + self.name(),
                table.schema(),
                table.owner(),
                alter
                    + "\n    ADD CONSTRAINT "
                    + name
                    + " "
                    + definition
                    + ";"
                    + index.alterations(),
                alter + " DROP CONSTRAINT " + name + ";")
            .withStorage(index.tablespace(), null, '\0'));
    toc.describe(self.id(), 0, CheckConstraints.subject(table, self.name()));
    toc.describe(
        SystemCatalog.CLASS.id(index.oid()),
        0,
        Subject.inSchema("INDEX", table.schema(), index.name(), table.owner()));
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
