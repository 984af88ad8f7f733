package dev.lifeboat.cli;

import dev.lifeboat.cli.OutputForm.Kind;
import dev.lifeboat.codec.Compression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form that the name of a file promises.
 *
 * @param kind what it is
 * @param compression of all of it; empty if the name does not say
 */
record NamedForm(Kind kind, Optional<Compression> compression) {
  /** What describes options and refuses names. */
  static final String WORDS = ".sql, .sql.gz, .sql.zst, .tar, or .dir or a slash for a directory";

  private static final int GZIP_LEVEL = 6;

  private static final Map<String, NamedForm> ENDINGS = endings();

  /** Of which nothing is written, so that a file of such a name would be something else. */
  private static final List<String> OTHERS =
      List.of(".gz", ".tgz", ".zst", ".lz4", ".bz2", ".xz", ".zip", ".7z");

  /** What a name promises; a custom archive unless its ending is known. */
  static NamedForm of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, NamedForm> ending : ENDINGS.entrySet()) {
      if (lower.endsWith(ending.getKey())) {
        return ending.getValue();
      }
    }
    if (OTHERS.stream().anyMatch(lower::endsWith)) {
      throw new UsageException(
          "The name '%s' promises a form that is not written; end it in %s, or add --format"
              .formatted(Words.shown(name), WORDS));
    }
    return new NamedForm(Kind.CUSTOM, Optional.empty());
  }

  /** Refuses names of something else for what is always a script that is not compressed. */
  static void requireScript(String name) {
    NamedForm form = of(name);
    boolean packed = form.compression.filter(how -> !(how instanceof Compression.None)).isPresent();
    if (packed || form.kind == Kind.TAR || form.kind == Kind.DIRECTORY) {
      throw new UsageException(
          "Roles and tablespaces are written as a script that is not compressed; choose a name such"
              + " as roles.sql");
    }
  }

  private static Map<String, NamedForm> endings() {
    Map<String, NamedForm> endings = new LinkedHashMap<>();
    endings.put(".sql.gz", script(new Compression.Gzip(GZIP_LEVEL)));
    endings.put(".sql.zst", script(Compression.DEFAULT));
    endings.put(".sql", script(new Compression.None()));
    endings.put(".tar", new NamedForm(Kind.TAR, Optional.empty()));
    endings.put(".dir", new NamedForm(Kind.DIRECTORY, Optional.empty()));
    endings.put("/", new NamedForm(Kind.DIRECTORY, Optional.empty()));
    return endings;
  }

  private static NamedForm script(Compression compression) {
    return new NamedForm(Kind.PLAIN, Optional.of(compression));
  }
}
