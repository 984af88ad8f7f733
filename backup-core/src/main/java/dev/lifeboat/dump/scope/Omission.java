package dev.lifeboat.dump.scope;

/**
 * Something that is left out of the definition of every object, named as the option of {@code
 * pg_dump} that leaves it out.
 *
 * <p>The archive does not hold what is left out, so that no restore can bring it back.
 */
public enum Omission {
  /** Who owns an object. */
  OWNERS,
  /** GRANT and REVOKE, default privileges too. */
  PRIVILEGES,
  /** Comments. */
  COMMENTS,
  /** Security labels. */
  SECURITY_LABELS,
  /** Publications and what they publish. */
  PUBLICATIONS,
  /** Subscriptions. */
  SUBSCRIPTIONS,
  /** Row security and its policies. */
  POLICIES,
  /** Which tablespace an object is in. */
  TABLESPACES,
  /** Which access method a table has. */
  TABLE_ACCESS_METHODS,
  /** How large values of a column are compressed. */
  TOAST_COMPRESSION,
  /** Rows of unlogged tables. */
  UNLOGGED_TABLE_DATA
}
