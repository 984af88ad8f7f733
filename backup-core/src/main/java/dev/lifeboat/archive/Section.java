package dev.lifeboat.archive;

import java.util.Arrays;
import java.util.Optional;

/**
 * The parts of a restore, in their order: what tables need, the data, and what needs the data.
 *
 * <p>See the option {@code --section} of PostgreSQL's {@code pg_dump} page.
 */
public enum Section {
  /** Belongs to no part of its own: comments and privileges follow the object they are about. */
  NONE(1),
  /** Made before any data is loaded. */
  PRE_DATA(2),
  /** Data and what goes with it. */
  DATA(3),
  /** Indexes, constraints, triggers and rules: made after the data. */
  POST_DATA(4);

  private final int code;

  Section(int code) {
    this.code = code;
  }

  /** The number that stands for it in an archive. */
  int code() {
    return code;
  }

  /** The section a number stands for, if it stands for one. */
  static Optional<Section> of(long code) {
    return Arrays.stream(values()).filter(section -> section.code == code).findFirst();
  }
}
