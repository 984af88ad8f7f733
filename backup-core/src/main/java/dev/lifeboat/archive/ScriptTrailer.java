package dev.lifeboat.archive;

/**
 * Whether a script that begins with the first comment of {@code pg_dump} must end with its last
 * one, by which a truncated script is known.
 */
public enum ScriptTrailer {
  /** It must; a script without it is damaged. */
  REQUIRED,
  /**
   * It may be missing, as in scripts whose comments were edited, which is warned of. Rows still
   * need their end marker, and no transaction may be left open.
   */
  OPTIONAL
}
