package dev.lifeboat.archive;

/**
 * What identifies an object in the catalogs of the source.
 *
 * @param catalog the OID of the catalog, as of {@code pg_class}; 0 for what no catalog holds
 * @param oid the OID of the object in it; 0 for what no catalog holds
 */
public record CatalogId(long catalog, long oid) {
  /** Stands for what no catalog holds. */
  public static final CatalogId NONE = new CatalogId(0, 0);
}
