package dev.lifeboat.cli;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.error.RefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How data is compressed. */
final class CompressionOption {
  @Option(
      names = "--compress",
      paramLabel = "HOW",
      converter = Reader.class,
      description =
          "zstd:1 to zstd:19 (read by pg_restore 16 and later), gzip:1 to gzip:9, or none;"
              + " default: zstd:3.")
  private @Nullable Compression compression;

  Optional<Compression> given() {
    return Optional.ofNullable(compression);
  }

  Compression orDefault() {
    return given().orElse(Compression.DEFAULT);
  }

  static final class Reader implements ITypeConverter<Compression> {
    @Override
    public Compression convert(String text) {
      try {
        return Compression.parse(text);
      } catch (RefusedException e) {
        throw new UnreadableValue("zstd:1 to zstd:19, gzip:1 to gzip:9, or none");
      }
    }
  }
}
