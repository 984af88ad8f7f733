package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Archives of the school database that stock {@code pg_dump} of several majors wrote. */
public final class Archives {
  /** All of them that are custom archives. */
  public static final List<String> CUSTOM =
      List.of(
          "school-15-gzip.custom",
          "school-15-none.custom",
          "school-17-gzip.custom",
          "school-17-lz4.custom",
          "school-18-zstd-statistics.custom");

  private Archives() {}

  /** The bytes of an archive. */
  public static byte[] bytes(String name) {
    try (InputStream in = Archives.class.getResourceAsStream("/archives/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
