package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.CatalogId;

/**
 * The system catalogs that hold objects, with their OIDs, which no version has ever changed.
 *
 * <p>See chapter "System Catalogs" of PostgreSQL's documentation.
 */
enum SystemCatalog {
  AM(2601),
  ATTRDEF(2604),
  CAST(2605),
  CLASS(1259),
  COLLATION(3456),
  CONSTRAINT(2606),
  CONVERSION(2607),
  DATABASE(1262),
  DEFAULT_ACL(826),
  EVENT_TRIGGER(3466),
  EXTENSION(3079),
  FOREIGN_DATA_WRAPPER(2328),
  FOREIGN_SERVER(1417),
  LANGUAGE(2612),
  LARGEOBJECT(2613),
  NAMESPACE(2615),
  OPCLASS(2616),
  OPERATOR(2617),
  OPFAMILY(2753),
  POLICY(3256),
  PROC(1255),
  PUBLICATION(6104),
  PUBLICATION_NAMESPACE(6237),
  PUBLICATION_REL(6106),
  REWRITE(2618),
  STATISTIC_EXT(3381),
  SUBSCRIPTION(6100),
  TRANSFORM(3576),
  TRIGGER(2620),
  TS_CONFIG(3602),
  TS_DICT(3600),
  TS_PARSER(3601),
  TS_TEMPLATE(3764),
  TYPE(1247),
  USER_MAPPING(1418);

  private final long oid;

  SystemCatalog(long oid) {
    this.oid = oid;
  }

  long oid() {
    return oid;
  }

  /** An object of this catalog. */
  CatalogId id(long objectOid) {
    return new CatalogId(oid, objectOid);
  }
}
