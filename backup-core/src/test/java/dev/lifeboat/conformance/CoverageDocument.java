package dev.lifeboat.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * {@code docs/coverage.md}, whose sections are written by suites: what stands between {@code <!--
 * begin NAME -->} and {@code <!-- end NAME -->}.
 */
public final class CoverageDocument {
  private static final String DOCUMENT = "docs/coverage.md";

  private CoverageDocument() {}

  /**
   * Asserts that a section is what a suite gives; {@code -Dlifeboat.coverage=write} makes it so
   * first. Writes the section to {@code target} of the module, too.
   *
   * @param section the name of the section
   * @param text what must stand there, with a line end
   */
  public static void assertHolds(String section, String text) {
    try {
      Files.writeString(Files.createDirectories(Path.of("target")).resolve(file(section)), text);
      Path document = root().resolve(DOCUMENT);
      String whole = Files.readString(document);
      if (System.getProperty("lifeboat.coverage", "").equals("write")) {
        whole = replace(whole, section, text);
        Files.writeString(document, whole);
      }
      assertThat(whole)
          .as("section %s of %s; -Dlifeboat.coverage=write writes it anew", section, DOCUMENT)
          .isEqualTo(replace(whole, section, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String section) {
    return "coverage-" + section.replace(' ', '-') + ".md";
  }

  private static String replace(String document, String section, String text) {
    String begin = "<!-- begin " + section + " -->\n";
    int from = document.indexOf(begin);
    int to = document.indexOf("<!-- end " + section + " -->\n");
    assertThat(from).as("where section %s begins in %s", section, DOCUMENT).isNotNegative();
    assertThat(to).as("where section %s ends in %s", section, DOCUMENT).isGreaterThan(from);
    return document.substring(0, from + begin.length()) + text + document.substring(to);
  }

  /** The directory of the whole project, seen from any module. */
  private static Path root() {
    return Stream.iterate(
            Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
        .filter(directory -> Files.isRegularFile(directory.resolve(DOCUMENT)))
        .findFirst()
        .orElseThrow();
  }
}
