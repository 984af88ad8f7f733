package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Text search configurations with their mappings. */
final class TextSearchConfigurations implements Kind {
  private static final String QUERY =
      """
      SELECT c.oid, n.nspname, c.cfgname, pg_catalog.pg_get_userbyid(c.cfgowner) AS owner,
        pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname) AS parser,
        ARRAY(SELECT pg_catalog.quote_ident(t.alias) || ' WITH '
                || pg_catalog.string_agg(pg_catalog.quote_ident(dn.nspname) || '.'
                     || pg_catalog.quote_ident(d.dictname), ', ' ORDER BY m.mapseqno)
              FROM pg_catalog.pg_ts_config_map AS m
              JOIN pg_catalog.ts_token_type(c.cfgparser) AS t ON t.tokid = m.maptokentype
              JOIN pg_catalog.pg_ts_dict AS d ON d.oid = m.mapdict
              JOIN pg_catalog.pg_namespace AS dn ON dn.oid = d.dictnamespace
              WHERE m.mapcfg = c.oid
              GROUP BY t.tokid, t.alias ORDER BY t.tokid) AS mappings
      FROM pg_catalog.pg_ts_config AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.cfgnamespace
      JOIN pg_catalog.pg_ts_parser AS p ON p.oid = c.cfgparser
      JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.prsnamespace
      WHERE {user_schema n} AND {no_member pg_ts_config c}
      """;

  @Override
  public void read(CatalogReader source, Catalog catalog) throws SQLException {
    source.each(QUERY, row -> add(catalog, row));
  }

  private static void add(Catalog catalog, ResultSet row) throws SQLException {
    String schema = row.getString("nspname");
    String name = row.getString("cfgname");
    Subject subject =
        Subject.inSchema("TEXT SEARCH CONFIGURATION", schema, name, row.getString("owner"));
    StringBuilder create = new StringBuilder("CREATE " + subject.sql());
    create.append(" (\n    PARSER = ").append(row.getString("parser")).append("\n);");
    for (String mapping : CatalogReader.texts(row, "mappings")) {
      create.append("\n\nALTER ").append(subject.sql());
      create.append("\n    ADD MAPPING FOR ").append(mapping).append(';');
    }
    Draft draft =
        Draft.of(
            "TEXT SEARCH CONFIGURATION",
            name,
            schema,
            subject.owner(),
            create.toString(),
            "DROP " + subject.sql() + ";");
    catalog.add(
        new Node(
            NodeKind.TEXT_SEARCH,
            SystemCatalog.TS_CONFIG.id(row.getLong("oid")),
            schema,
            name,
            Contents.of(draft, subject)));
  }
}
