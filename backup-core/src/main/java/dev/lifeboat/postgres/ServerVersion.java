package dev.lifeboat.postgres;

/**
 * The version of a server.
 *
 * @param number {@code server_version_num}, such as 170011
 * @param text {@code server_version}, such as {@code 17.11 (Debian 17.11-1)}
 */
public record ServerVersion(int number, String text) {
  /** The oldest major version that is supported. */
  public static final int OLDEST = 13;

  /** The newest major version that is known. */
  public static final int NEWEST = 18;

  /** The major version, such as 17. */
  public int major() {
    return number / 10_000;
  }

  /** Whether servers of this version have something. */
  public boolean has(ServerFeature feature) {
    return major() >= feature.since();
  }
}
