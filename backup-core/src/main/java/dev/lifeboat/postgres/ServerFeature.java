package dev.lifeboat.postgres;

/**
 * What some versions of PostgreSQL have and others do not, as far as it makes a difference here:
 * the only place that knows which version brought what.
 *
 * <p>See appendix "Release Notes" and chapter "System Catalogs" of PostgreSQL's documentation.
 */
public enum ServerFeature {
  /** A compression for each column: {@code pg_attribute.attcompression}. */
  COLUMN_COMPRESSION(14),
  /** Ranges of ctid are read without reading the table's other pages. */
  CTID_RANGE_SCANS(14),
  /** A multirange type for each range type: {@code pg_range.rngmultitypid}. */
  MULTIRANGES(14),
  /** Types with subscripts of their own: {@code pg_type.typsubscript}. */
  TYPE_SUBSCRIPTS(14),
  /** Functions and procedures whose body is SQL that the server parses when it makes them. */
  SQL_BODIES(14),
  /** {@code pg_class.reltuples} tells tables that were never counted from empty ones. */
  UNKNOWN_ROW_COUNTS(14),
  /** {@code pg_subscription.subbinary} and {@code substream}. */
  SUBSCRIPTION_BINARY_AND_STREAMING(14),
  /** A locale provider for each database, and ICU locales apart from those of libc. */
  LOCALE_PROVIDERS(15),
  /** Unique keys that hold a null once: {@code NULLS NOT DISTINCT}. */
  NULLS_NOT_DISTINCT(15),
  /** Privileges on settings: {@code pg_parameter_acl}. */
  PARAMETER_PRIVILEGES(15),
  /** Publications of schemas, of some columns and of some rows. */
  PUBLICATION_PARTS(15),
  /** New databases let nobody but the owner create in the schema {@code public}. */
  PUBLIC_WITHOUT_CREATE(15),
  /** Views that read with the privileges of who reads them: {@code security_invoker}. */
  SECURITY_INVOKER(15),
  /** {@code pg_subscription.subtwophasestate} and {@code subdisableonerr}. */
  SUBSCRIPTION_TWO_PHASE(15),
  /** Sequences that are not logged. */
  UNLOGGED_SEQUENCES(15),
  /**
   * A child may state how a column is generated where its parent does: CREATE TABLE, "INHERITS".
   */
  GENERATION_OF_CHILDREN(16),
  /** Rules of ICU collations: {@code collicurules} and {@code daticurules}. */
  ICU_RULES(16),
  /** Memberships with a grantor and options of their own. */
  MEMBERSHIP_OPTIONS(16),
  /** {@code pg_subscription.suborigin}, {@code subpasswordrequired} and {@code subrunasowner}. */
  SUBSCRIPTION_ORIGIN(16),
  /** Collations that PostgreSQL itself provides, without a library. */
  BUILTIN_LOCALES(17),
  /** One column for the locales of all providers: {@code colllocale} and {@code datlocale}. */
  LOCALES_OF_ALL_PROVIDERS(17),
  /** The privilege to VACUUM, ANALYZE, REINDEX and the like. */
  MAINTAIN_PRIVILEGE(17),
  /** Histograms of ranges in {@code pg_stats}. */
  RANGE_STATISTICS(17),
  /** {@code pg_subscription.subfailover}. */
  SUBSCRIPTION_FAILOVER(17),
  /** {@code pg_class.relallfrozen}. */
  FROZEN_PAGE_COUNTS(18),
  /** {@code NOT NULL} as a constraint with properties of its own. */
  NOT_NULL_CONSTRAINTS(18),
  /** Publications of generated columns: {@code pg_publication.pubgencols}. */
  PUBLICATION_GENERATED_COLUMNS(18),
  /** The values of all sequences in one query: {@code pg_get_sequence_data}. */
  SEQUENCE_DATA_FUNCTION(18),
  /**
   * Functions that take the planner's statistics back, such as {@code pg_restore_relation_stats}.
   */
  STATISTICS_IMPORT(18),
  /** Keys that do not overlap and foreign keys of periods. */
  TEMPORAL_CONSTRAINTS(18),
  /** Constraints that are {@code NOT ENFORCED}. */
  UNENFORCED_CONSTRAINTS(18),
  /** Parameters of tables that limit what VACUUM does. */
  VACUUM_LIMITS(18),
  /** Generated columns that are computed when they are read. */
  VIRTUAL_COLUMNS(18);

  private final int since;

  ServerFeature(int since) {
    this.since = since;
  }

  /** The first major version that has it. */
  public int since() {
    return since;
  }
}
