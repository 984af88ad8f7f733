package dev.lifeboat.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.FileCompression;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.Archives;
import dev.lifeboat.testkit.MemoryRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives and scripts that were altered at random are read, or end in an exception of the
 * library's own; nothing else may come of them, and nothing may hang.
 *
 * <p>{@code -Dlifeboat.fuzz=100000} tries more of each kind, {@code -Dlifeboat.fuzz.seed=N} begins
 * with another seed. A failure names its seed.
 */
class HostileInputTest {
  private static final int CASES = Integer.getInteger("lifeboat.fuzz", 300);
  private static final long FIRST_SEED = Long.getLong("lifeboat.fuzz.seed", 1);
  private static final Duration LIMIT = Duration.ofSeconds(20).plusMillis(50L * CASES);

  private static final String SCRIPT =
      """
      --
      -- PostgreSQL database dump
      --
      \\restrict abc
      SET client_encoding = 'UTF8';
      SET standard_conforming_strings = on;
      CREATE TABLE public."a ''b" (n integer, t text DEFAULT 'it''s; \\');
      CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS $_$ SELECT $1; /* ' */ $_$;
      CREATE FUNCTION public.g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;
      /* a /* b */ c */ SELECT E'\\'x', U&'d\\0061t', 1.5 -- ;
        ;
      COPY public."a ''b" (n, t) FROM stdin;
      1\tone
      \\N\t\\\\.
      \\.
      INSERT INTO public.t VALUES (1, 'Ü\\', '');
      CREATE RULE r AS ON DELETE TO public.t DO (SELECT 1; SELECT 2);
      \\unrestrict abc
      --
      -- PostgreSQL database dump complete
      --
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.lifeboat.archive.CustomArchiveTest#versions")
  void smallCustomArchives(ArchiveVersion version, Compression compression) throws IOException {
    int runs = compression instanceof Compression.Zstd ? 2 : 1;
    byte[] archive = SmallArchive.write(version, compression, runs);
    tryAll(mutation -> readCustom(mutation.of(archive)));
  }

  @ParameterizedTest
  @FieldSource("dev.lifeboat.testing.Archives#CUSTOM")
  void customArchivesOfPgDump(String name) {
    byte[] archive = Archives.bytes(name);
    tryAll(mutation -> readCustom(mutation.of(archive)));
  }

  @ParameterizedTest
  @EnumSource
  void directoryArchives(FileCompression compression) throws IOException {
    Map<String, byte[]> files = SmallFiles.write(compression);
    List<String> names = new ArrayList<>(files.keySet());
    for (String name : names) {
      Files.write(folder.resolve(name), files.get(name));
    }
    tryAll(
        mutation -> {
          String name = names.get(mutation.choose(names.size()));
          Files.write(folder.resolve(name), mutation.of(files.get(name)));
          try (MemberArchive archive = MemberArchive.inFolder(folder)) {
            read(archive);
          } finally {
            Files.write(folder.resolve(name), files.get(name));
          }
        });
  }

  @Test
  void tarArchives() throws IOException {
    byte[] tar = SmallFiles.tar(new LinkedHashMap<>(SmallFiles.write(FileCompression.NONE)));
    tryAll(
        mutation -> {
          byte[] bytes = mutation.of(tar);
          if (mutation.choose(2) == 0) {
            SmallFiles.correctChecksum(bytes);
          }
          read(MemberArchive.of(new TarMembers("a.tar", new MemoryRanges(bytes), () -> {})));
        });
  }

  @ParameterizedTest
  @EnumSource
  void scripts(FileCompression compression) throws IOException {
    byte[] script = SmallFiles.compress(compression, SCRIPT.getBytes(UTF_8));
    tryAll(
        mutation -> {
          InputStream in = new ByteArrayInputStream(mutation.of(script));
          try (DumpFile dump = DumpFile.open("a script", in)) {
            if (dump instanceof DumpFile.Script text) {
              read(new ScriptReader(text.text()));
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("forms")
  void scriptsThatBecomeArchives(RowForm form) throws IOException {
    byte[] script = script(SmallArchive.write(Compression.DEFAULT), form);
    tryAll(
        mutation -> {
          try {
            InputStream text = new ByteArrayInputStream(mutation.of(script));
            ScriptUnpacking.unpack(text, folder, LocalDateTime.of(2026, 11, 26, 0, 0));
            try (MemberArchive archive = MemberArchive.inFolder(folder)) {
              read(archive);
            }
          } finally {
            clear(folder);
          }
        });
  }

  @Test
  void archivesThatBecomeDirectories() throws IOException {
    byte[] archive = SmallArchive.write(new Compression.None());
    tryAll(
        mutation -> {
          try {
            CustomArchive altered = custom(mutation.of(archive));
            new ArchiveFormat.Directory(new Compression.None()).write(altered, folder);
            try (MemberArchive written = MemberArchive.inFolder(folder)) {
              read(written);
            }
          } finally {
            clear(folder);
          }
        });
  }

  /** Whatever is in the archive, what is written of it is statements, in the encoding or not. */
  @ParameterizedTest
  @MethodSource("forms")
  void archivesThatBecomeScripts(RowForm form) throws IOException {
    byte[] archive = SmallArchive.write(new Compression.None());
    tryAll(
        mutation -> {
          byte[] script = script(mutation.of(archive), form);
          try {
            read(new ScriptReader(new ByteArrayInputStream(script)));
          } catch (LifeboatException e) {
            assertThat(e).hasMessageContaining("is not in its encoding");
          }
        });
  }

  static Stream<RowForm> forms() {
    return Stream.of(
        new RowForm.Copy(),
        RowForm.Inserts.SIMPLE,
        new RowForm.Inserts(RowForm.Columns.NAMED, 2, RowForm.Conflict.DO_NOTHING));
  }

  private static byte[] script(byte[] archive, RowForm form) throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    PlainScript.write(custom(archive), script, form);
    return script.toByteArray();
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void tryAll(Case one) {
    AtomicLong seed = new AtomicLong();
    Assertions.assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (long next = FIRST_SEED; next < FIRST_SEED + CASES; next++) {
            seed.set(next);
            tryOne(one, next);
          }
        },
        () -> "seed " + seed + " does not end");
  }

  private static void tryOne(Case one, long seed) {
    assertThatCode(
            () -> {
              try {
                one.run(new Mutation(new Random(seed)));
              } catch (LifeboatException e) {
                assertThat(e.getMessage()).isNotBlank();
              }
            })
        .as("seed %d", seed)
        .doesNotThrowAnyException();
  }

  private static void readCustom(byte[] bytes) throws IOException {
    read(custom(bytes));
  }

  private static CustomArchive custom(byte[] bytes) {
    return CustomArchive.of("the archive", new MemoryRanges(bytes));
  }

  private static void read(ArchiveSource archive) throws IOException {
    PlainScript.write(archive, OutputStream.nullOutputStream(), new RowForm.Copy());
    for (DataSegment segment : archive.segments()) {
      segment.read(segment.dumpIds(), new Discarding());
    }
  }

  private static void read(ScriptReader script) throws IOException {
    for (Optional<ScriptPart> part = script.next(); part.isPresent(); part = script.next()) {
      if (part.get() instanceof ScriptPart.Copy copy) {
        copy.rows().transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** Reads one altered input. */
  @FunctionalInterface
  private interface Case {
    void run(Mutation mutation) throws IOException;
  }

  private static final class Discarding implements DataVisitor {
    @Override
    public void tableData(int dumpId, InputStream rows) throws IOException {
      rows.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void largeObject(int dumpId, long oid, InputStream content) throws IOException {
      content.transferTo(OutputStream.nullOutputStream());
    }
  }
}
