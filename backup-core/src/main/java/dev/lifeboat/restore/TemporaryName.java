package dev.lifeboat.restore;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private name of a temporary database, from which follow its comment and its lock.
 *
 * @param text the name
 * @param lock the key of the advisory lock that its owner holds
 */
record TemporaryName(String text, long lock) {
  /** As POSIX and Java write it. */
  static final String PATTERN = "^lifeboat_(scratch|restore)_([0-9a-f]{16})$";

  private static final Pattern NAME = Pattern.compile(PATTERN);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What temporary databases are for. */
  enum Use {
    /** To prove a backup. */
    SCRATCH("lifeboat_scratch_"),
    /** To become a restored database. */
    RESTORE("lifeboat_restore_");

    private final String prefix;

    Use(String prefix) {
      this.prefix = prefix;
    }
  }

  static TemporaryName random(Use use) {
    long key = RANDOM.nextLong();
    return new TemporaryName(use.prefix + HexFormat.of().toHexDigits(key), key);
  }

  /** The name of a database, if it is a private one. */
  static Optional<TemporaryName> parse(String database) {
    Matcher name = NAME.matcher(database);
    return name.matches()
        ? Optional.of(new TemporaryName(database, HexFormat.fromHexDigitsToLong(name.group(2))))
        : Optional.empty();
  }

  /** Says whose the database is; nobody's comment by accident, as it holds the name. */
  String comment() {
    return "Lifeboat: %s is temporary; the next run drops it unless it is in use".formatted(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
