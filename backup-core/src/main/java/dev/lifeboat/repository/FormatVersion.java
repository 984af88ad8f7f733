package dev.lifeboat.repository;

/**
 * The version of the stored format. A reader reads every minor version of the majors it knows, and
 * passes over fields it does not know; it refuses a newer major.
 *
 * @param major changes when an older reader would be wrong
 * @param minor changes when something is added
 */
public record FormatVersion(int major, int minor) {
  /** What this library writes. */
  public static final FormatVersion CURRENT = new FormatVersion(1, 4);

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
