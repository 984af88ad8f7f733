package dev.lifeboat.dump.scope;

/**
 * Something that is left out of every object, as by an option of {@code pg_dump}.
 *
 * <p>The archive does not hold what is left out, so that no restore can bring it back. ({@code
 * pg_dump} keeps owners in archives whatever is asked for, and leaves the choice to {@code
 * pg_restore}.)
 */
public enum Omission {
  /** Who owns an object. */
  OWNERS("no-owner"),
  /** GRANT and REVOKE, default privileges too. */
  PRIVILEGES("no-privileges"),
  /** Comments. */
  COMMENTS("no-comments"),
  /** Security labels. */
  SECURITY_LABELS("no-security-labels"),
  /** Publications and what they publish. */
  PUBLICATIONS("no-publications"),
  /** Subscriptions. */
  SUBSCRIPTIONS("no-subscriptions"),
  /** Policies, and that row security is enabled; a table that forces it on its owner still does. */
  POLICIES("no-policies"),
  /** Which tablespace an object is in. */
  TABLESPACES("no-tablespaces"),
  /** Which access method a table has. */
  TABLE_ACCESS_METHODS("no-table-access-method"),
  /** How large values of a column are compressed. */
  TOAST_COMPRESSION("no-toast-compression"),
  /** Rows of unlogged tables. */
  UNLOGGED_TABLE_DATA("no-unlogged-table-data");

  private final String option;

  Omission(String option) {
    this.option = option;
  }

  /** The option on a command line, without the hyphens. */
  public String option() {
    return option;
  }
}
