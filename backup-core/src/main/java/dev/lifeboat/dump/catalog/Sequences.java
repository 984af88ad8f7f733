package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Sequences: free ones, those owned by a column, and those of identity columns. */
final class Sequences implements Kind {
  private static final String QUERY =
      """
      SELECT s.seqrelid, pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart,
        s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
        {if UNLOGGED_SEQUENCES: true else false} AS can_be_unlogged,
        d.refobjid AS owner_table, d.refobjsubid AS owner_column, d.deptype
      FROM pg_catalog.pg_sequence AS s
      LEFT JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.seqrelid
        AND d.objsubid = 0 AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      ORDER BY s.seqrelid
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    Relation sequence = catalog.relation(row.getLong("seqrelid"));
    if (sequence == null) {
      return;
    }
    Relation table = catalog.relation(row.getLong("owner_table"));
    boolean identity = CatalogReader.letter(row, "deptype") == 'i';
    if (table != null && identity) {
      addIdentity(catalog, sequence, table, table.column(row.getInt("owner_column")), row);
    } else {
      addSequence(catalog, sequence, row);
      if (table != null) {
        addOwner(catalog, sequence, table, table.column(row.getInt("owner_column")));
      }
    }
    catalog.addSequenceNode(sequence);
  }

  private static void addSequence(Catalog catalog, Relation sequence, ResultSet row)
      throws SQLException {
    String unlogged = sequence.traits().persistence() == 'u' ? "UNLOGGED " : "";
    String create =
        "CREATE "
            + unlogged
            + sequence.subject().sql()
            + "\n    AS "
            + row.getString("type")
            + parameters(row)
            + ";";
    addNode(catalog, sequence, create, "DROP " + sequence.subject().sql() + ";");
  }

  private static void addIdentity(
      Catalog catalog, Relation sequence, Relation table, Column column, ResultSet row)
      throws SQLException {
    String always = column.identity() == 'a' ? "ALWAYS" : "BY DEFAULT";
    String create =
        "ALTER TABLE "
            + table.sql()
            + " ALTER COLUMN "
            + column.sql()
            + " ADD GENERATED "
            + always
            + " AS IDENTITY (\n    SEQUENCE NAME "
            + sequence.sql()
            + parameters(row)
            + "\n);"
            + (row.getBoolean("can_be_unlogged") ? persistence(sequence, table) : "");
    addNode(catalog, sequence, create, "").memberOf(table.node());
  }

  /**
   * From version 15 on the sequence of an identity column is made as its table is; state where it
   * differs.
   */
  private static String persistence(Relation sequence, Relation table) {
    char own = sequence.traits().persistence();
    if (own == table.traits().persistence()) {
      return "";
    }
    return "\nALTER SEQUENCE "
        + sequence.sql()
        + " SET "
        + (own == 'u' ? "UNLOGGED" : "LOGGED")
        + ";";
  }

  private static Node addNode(Catalog catalog, Relation sequence, String create, String drop) {
    Draft draft =
        Draft.of("SEQUENCE", sequence.name(), sequence.schema(), sequence.owner(), create, drop)
            .withStorage("", null, 'S');
    Node node =
        catalog.add(
            new Node(
                NodeKind.SEQUENCE,
                sequence.id(),
                sequence.schema(),
                sequence.name(),
                (self, toc) -> {
                  toc.add(self, draft);
                  RelationNotes.write(toc, sequence);
                }));
    sequence.setNode(node);
    return node;
  }

  private static String parameters(ResultSet row) throws SQLException {
    return "\n    START WITH "
        + row.getLong("seqstart")
        + "\n    INCREMENT BY "
        + row.getLong("seqincrement")
        + "\n    MINVALUE "
        + row.getLong("seqmin")
        + "\n    MAXVALUE "
        + row.getLong("seqmax")
        + "\n    CACHE "
        + row.getLong("seqcache")
        + (row.getBoolean("seqcycle") ? "\n    CYCLE" : "");
  }

  private static void addOwner(Catalog catalog, Relation sequence, Relation table, Column column) {
    Draft draft =
        Draft.of(
            "SEQUENCE OWNED BY",
            sequence.name(),
            sequence.schema(),
            sequence.owner(),
            "ALTER SEQUENCE "
                + sequence.sql()
                + " OWNED BY "
                + table.sql()
                + "."
                + Sql.identifier(column.name())
                + ";",
            "");
    Node owner =
        new Node(
            NodeKind.SEQUENCE_OWNER,
            CatalogId.NONE,
            sequence.schema(),
            sequence.name(),
            Contents.of(draft));
    owner.memberOf(sequence.node());
    owner.memberOf(table.node());
    catalog.addUnlisted(owner);
    sequence.node().accompany(table.node());
    catalog.ignoreDependency(sequence.node(), table.node());
  }
}
