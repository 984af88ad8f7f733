package dev.lifeboat.cli;

import dev.lifeboat.archive.ArchiveFormat;
import dev.lifeboat.archive.RowForm;
import dev.lifeboat.codec.Compression;
import java.util.Locale;

/**
 * In which form a dump is written.
 *
 * @param kind what it is
 * @param rows how a script holds the rows of tables
 * @param compression of the data of an archive, or of all of a script
 */
record OutputForm(Kind kind, RowForm rows, Compression compression) {
  /** A script that is not compressed. */
  static final OutputForm SCRIPT =
      new OutputForm(Kind.PLAIN, new RowForm.Copy(), new Compression.None());

  ArchiveFormat format() {
    return switch (kind) {
      case CUSTOM -> new ArchiveFormat.Custom(compression);
      case DIRECTORY -> new ArchiveFormat.Directory(compression);
      case TAR -> new ArchiveFormat.Tar();
      case PLAIN -> new ArchiveFormat.Script(rows, compression);
    };
  }

  boolean isCustom() {
    return kind == Kind.CUSTOM;
  }

  /** Such as {@code a custom archive, compressed by zstd:3}. */
  String words() {
    return words(kind, compression);
  }

  static String words(Kind kind, Compression compression) {
    return compression instanceof Compression.None
        ? kind.words
        : kind.words + ", compressed by " + compression;
  }

  /** What a dump is, in the words of {@code pg_dump}. */
  enum Kind {
    CUSTOM("a custom archive"),
    DIRECTORY("a directory archive"),
    TAR("a tar archive"),
    PLAIN("an SQL script");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What the option calls it. */
    String option() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@code pg_dump} takes: the word, or its first letter. */
    static Kind parse(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (Kind kind : values()) {
        if (kind.option().equals(lower) || kind.option().substring(0, 1).equals(lower)) {
          return kind;
        }
      }
      throw new UnreadableValue("custom, directory, tar or plain");
    }
  }
}
