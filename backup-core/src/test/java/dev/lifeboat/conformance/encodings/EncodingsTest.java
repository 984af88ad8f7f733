package dev.lifeboat.conformance.encodings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases in every encoding come back byte for byte, as {@code pg_dump} and psql copy them. */
class EncodingsTest {
  private static final String ENCODING =
      "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";

  @TempDir Path folder;

  /** Every encoding on one major, and those that are most unlike UTF-8 on all. */
  static Stream<Arguments> databases() {
    return TestPostgres.all()
        .flatMap(
            each ->
                (each.major() == 15
                        ? Characters.SERVER.stream()
                        : Stream.of("SQL_ASCII", "EUC_TW", "WIN1252"))
                    .map(encoding -> Arguments.of(each.major(), encoding)));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void everyEncodingComesBackByteForByte(int major, String encoding) throws IOException {
    TestPostgres server = Dumps.server(major);
    try (EncodedDatabase source = EncodedDatabase.create(server, "encodings_source", encoding);
        EncodedDatabase copy = EncodedDatabase.named(server, "encodings_copy", encoding)) {
      MainCase.fill(source);
      Path file = folder.resolve("dump");
      RoundTrip.with(DumpOptions.defaults()).dump(source.database(), file);

      Dumps.loadIntoNew(file, server, copy.database().name());

      assertThat(copy.content()).isEqualTo(source.content()).hasSizeGreaterThan(80);
      assertThat(copy.database().value(ENCODING)).isEqualTo(encoding);
      Dumps.assertSameDump(source, copy, folder);
    } finally {
      Dumps.dropRoles(server);
    }
  }
}
