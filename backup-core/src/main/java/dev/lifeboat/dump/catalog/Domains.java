package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Domains and their check constraints, which are parts of them. */
final class Domains implements Kind {
  private static final String QUERY =
      "SELECT "
          + TypeNodes.COLUMNS
          + """
          , pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base, t.typnotnull,
            coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::pg_catalog.regclass),
              pg_catalog.quote_literal(t.typdefault)) AS fallback,
            CASE WHEN t.typcollation <> b.typcollation
              THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
            END AS collation
          FROM\s"""
          + TypeNodes.FROM
          + """

          JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
          LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = t.typcollation
          LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
          WHERE t.typtype = 'd' AND\s"""
          + TypeNodes.WHERE;

  /** From version 17 on, those that refuse nulls too. */
  private static final String CONSTRAINTS =
      """
      SELECT c.oid, c.conname, c.contypid, c.convalidated, c.contype,
        pg_catalog.pg_get_constraintdef(c.oid) AS definition
      FROM pg_catalog.pg_constraint AS c
      WHERE c.contypid <> 0
      ORDER BY c.contypid, c.conname
      """;

  private final Map<Long, Domain> domains = new LinkedHashMap<>();

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> addDomain(catalog, row));
    source.each(CONSTRAINTS, row -> addConstraint(catalog, row));
  }

  private void addDomain(Catalog catalog, ResultSet row) throws SQLException {
    StringBuilder head = new StringBuilder("CREATE DOMAIN " + TypeNodes.name(row));
    head.append(" AS ").append(row.getString("base"));
    if (row.getString("collation") != null) {
      head.append(" COLLATE ").append(row.getString("collation"));
    }
    if (row.getString("fallback") != null) {
      head.append(" DEFAULT ").append(row.getString("fallback"));
    }
    Domain domain =
        new Domain(
            Subject.inSchema(
                "DOMAIN",
                row.getString("nspname"),
                row.getString("typname"),
                row.getString("owner")),
            row.getString("typname"),
            Sql.qualified(row.getString("nspname"), row.getString("typname")),
            head.toString(),
            row.getBoolean("typnotnull"));
    Node node =
        new Node(
            NodeKind.TYPE,
            SystemCatalog.TYPE.id(row.getLong("oid")),
            row.getString("nspname"),
            domain.name,
            domain);
    domain.node = catalog.add(node);
    domains.put(row.getLong("oid"), domain);
  }

  private void addConstraint(Catalog catalog, ResultSet row) throws SQLException {
    Domain domain = domains.get(row.getLong("contypid"));
    if (domain == null) {
      return;
    }
    String clause =
        "CONSTRAINT "
            + Sql.identifier(row.getString("conname"))
            + " "
            + row.getString("definition");
    DomainConstraint constraint = new DomainConstraint(domain, row.getString("conname"), clause);
    Node node =
        new Node(
            row.getBoolean("convalidated")
                ? NodeKind.DOMAIN_CONSTRAINT
                : NodeKind.UNVALIDATED_CONSTRAINT,
            SystemCatalog.CONSTRAINT.id(row.getLong("oid")),
            domain.node().schema(),
            domain.name + " " + row.getString("conname"),
            constraint);
    constraint.node = catalog.add(node);
    domain.constraints.add(constraint);
    if (CatalogReader.letter(row, "contype") == 'n') {
      domain.refusesNull = false; // the constraint says it
      node.lastingPartOf(domain.node());
    } else if (row.getBoolean("convalidated")) {
      node.partOf(domain.node());
    }
  }

  /** A domain, written with those of its constraints that are not made on their own. */
  private static final class Domain implements Node.Content {
    private final Subject subject;
    private final String name;
    private final String qualified;
    private final String head;
    private final List<DomainConstraint> constraints = new ArrayList<>();
    private boolean refusesNull;
    private Node node;

    Domain(Subject subject, String name, String qualified, String head, boolean refusesNull) {
      this.subject = subject;
      this.name = name;
      this.qualified = qualified;
      this.head = head;
      this.refusesNull = refusesNull;
    }

    Node node() {
      return node;
    }

    @Override
    public void write(Node self, TocBuilder toc) {
      StringBuilder create = new StringBuilder(head);
      if (refusesNull) {
        create.append(" NOT NULL");
      }
      for (DomainConstraint constraint : constraints) {
        if (constraint.node.embedded()) {
          create.append("\n    ").append(constraint.clause);
        }
      }
      toc.add(
          self,
          Draft.of(
              "DOMAIN",
              name,
              subject.schema(),
              subject.owner(),
              create.append(';').toString(),
              "DROP " + subject.sql() + ";"));
      toc.describe(self.id(), 0, subject);
      toc.grant(self.id(), 0, subject, "TYPE " + qualified);
      for (DomainConstraint constraint : constraints) {
        if (constraint.node.embedded()) {
          toc.describe(constraint.node.id(), 0, constraint.subject());
        }
      }
    }
  }

  /** A constraint of a domain, on its own. */
  private static final class DomainConstraint implements Node.Content {
    private final Domain domain;
    private final String name;
    private final String clause;
    private Node node;

    DomainConstraint(Domain domain, String name, String clause) {
      this.domain = domain;
      this.name = name;
      this.clause = clause;
    }

    Subject subject() {
      return new Subject(
          "CONSTRAINT " + Sql.identifier(name) + " ON " + domain.subject.sql(),
          "CONSTRAINT " + name + " ON " + domain.subject.tag(),
          domain.subject.schema(),
          domain.subject.owner());
    }

    @Override
    public void write(Node self, TocBuilder toc) {
      String alter = "ALTER " + domain.subject.sql();
      toc.add(
          self,
          Draft.of(
              "CHECK CONSTRAINT",
              domain.name + " " + name,
              domain.subject.schema(),
              domain.subject.owner(),
              alter + "\n    ADD " + clause + ";",
              alter + " DROP CONSTRAINT " + Sql.identifier(name) + ";"));
      toc.describe(self.id(), 0, subject());
    }
  }
}
