package dev.lifeboat.dump.catalog;

/** Comments on and privileges of a relation and its columns. */
final class RelationNotes {
  private RelationNotes() {}

  static void write(TocBuilder toc, Relation relation) {
    Subject subject = relation.subject();
    toc.describe(relation.id(), 0, subject);
    for (Column column : relation.columns()) {
      toc.describe(
          relation.id(),
          column.number(),
          subject.column(relation.name(), relation.sql(), column.name()));
    }
    String target = (relation.isSequence() ? "SEQUENCE " : "TABLE ") + relation.sql();
    Subject granted =
        new Subject(
            target,
            (relation.isSequence() ? "SEQUENCE " : "TABLE ") + relation.name(),
            relation.schema(),
            relation.owner());
    toc.grant(relation.id(), 0, granted, target);
    for (Column column : relation.columns()) {
      Subject columnGrant =
          new Subject(
              granted.sql(),
              "COLUMN " + relation.name() + "." + column.name(),
              relation.schema(),
              relation.owner());
      toc.grantColumn(relation.id(), column, columnGrant, target);
    }
  }
}
