package dev.lifeboat.conformance.encodings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.Backup;
import dev.lifeboat.Lifeboat;
import dev.lifeboat.Source;
import dev.lifeboat.archive.DumpFile;
import dev.lifeboat.conformance.RoundTrip;
import dev.lifeboat.dump.DumpOptions;
import dev.lifeboat.dump.globals.Globals;
import dev.lifeboat.dump.globals.GlobalsScope;
import dev.lifeboat.dump.scope.DumpContent;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Events;
import dev.lifeboat.restore.RestoreOptions;
import dev.lifeboat.restore.Restorer;
import dev.lifeboat.restore.Target;
import dev.lifeboat.storage.MemoryStorage;
import dev.lifeboat.testing.FrameEncryption;
import dev.lifeboat.testing.SettableClock;
import dev.lifeboat.testing.TestPostgres;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.ServerScratch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of databases whose texts are no UTF-8 besides a dump that is loaded again. */
class UnusualEncodingsTest {
  private static final TestPostgres SERVER = Dumps.server(15);
  private static final String SOURCE = "encodings_source";
  private static final String COPY = "encodings_copy";

  @TempDir Path folder;

  @AfterEach
  void dropRoles() {
    Dumps.dropRoles(SERVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "EUC_TW", "WIN1252"})
  void aBackupIsProvedAndRestored(String encoding) {
    FrameEncryption key = FrameEncryption.of("operator");
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, SOURCE, encoding);
        EncodedDatabase copy = EncodedDatabase.named(SERVER, COPY, encoding)) {
      MainCase.fill(source);
      Lifeboat lifeboat =
          Lifeboat.builder()
              .source(Source.of("odd", source.database().dataSource()))
              .storage(new MemoryStorage(SettableClock.at("2026-11-22T06:00:00Z")))
              .encryption(key)
              .decryption(key)
              .scratch(
                  ServerScratch.on(
                      SERVER.admin().dataSource(), name -> SERVER.database(name).dataSource()))
              .build();

      Backup backup = lifeboat.backup();

      for (Depth depth : Depth.values()) {
        assertThat(lifeboat.verify(backup.id(), depth).findings()).as("%s", depth).isEmpty();
      }
      lifeboat.restore(backup.id(), Target.newDatabase(SERVER.admin().dataSource(), COPY));
      assertThat(copy.objects()).isEqualTo(source.objects());
    }
  }

  /** All databases of a server share the names of roles, and each writes them in its encoding. */
  @Test
  void rolesOfAnotherEncodingAreReadThroughAnyDatabase() throws Exception {
    byte[] name = "r\u00f4le".getBytes(StandardCharsets.ISO_8859_1);
    try (EncodedDatabase latin = EncodedDatabase.create(SERVER, SOURCE, "LATIN1");
        EncodedDatabase unicode = EncodedDatabase.create(SERVER, COPY, "UTF8")) {
      latin.execute("CREATE ROLE \"~\"", name);
      assertThat(globals(latin)).contains("client_encoding = 'LATIN1'").contains("\"r\u00f4le\"");
      assertThat(globals(unicode)).contains("client_encoding = 'UTF8'").contains("\"r\u00f4le\"");
    }
  }

  @Test
  void rolesComeBackByteForByte() throws Exception {
    byte[] name = {'r', (byte) 0xf4, (byte) 0xff};
    try (EncodedDatabase any = EncodedDatabase.create(SERVER, SOURCE, "SQL_ASCII")) {
      any.execute("CREATE ROLE \"~\"", name);
      any.execute("COMMENT ON ROLE \"~\" IS '~'", name);
      String script = globals(any);
      Dumps.dropRoles(SERVER);

      restoreGlobals(any, script);

      assertThat(globals(any)).isEqualTo(script);
      Dumps.dropRoles(SERVER);
      assertThatThrownBy(
              () ->
                  Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
                      .restoreGlobals(
                          new ByteArrayInputStream(script.getBytes(StandardCharsets.ISO_8859_1)),
                          Target.database(SERVER.admin().dataSource())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("r\\xf4\\xff")
          .hasMessageContaining("use a database in the encoding of the dump");
    }
  }

  private static void restoreGlobals(EncodedDatabase through, String script) throws Exception {
    Restorer.of(RestoreOptions.defaults(), Events.silent("restore"))
        .restoreGlobals(
            new ByteArrayInputStream(script.getBytes(StandardCharsets.ISO_8859_1)),
            Target.database(through.database().dataSource()));
  }

  /** As ISO 8859-1, so that each character is a byte. */
  private static String globals(EncodedDatabase through) throws Exception {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    Globals.read(through.database().dataSource(), GlobalsScope.WITHOUT_PASSWORDS).writeTo(script);
    return script.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void bytesThatTheTargetCannotHoldAreRefusedWithTheReason() throws Exception {
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, SOURCE, "SQL_ASCII");
        EncodedDatabase unicode = EncodedDatabase.create(SERVER, COPY, "UTF8")) {
      source.execute("CREATE TABLE \"t~\" AS SELECT '~'::text AS a", new byte[] {(byte) 0xe9});
      Path file = folder.resolve("dump");
      RoundTrip.with(DumpOptions.defaults()).dump(source.database(), file);

      assertThatThrownBy(() -> Dumps.load(file, unicode))
          .isInstanceOf(LifeboatException.class)
          .hasMessageContaining("TABLE public.t\\xe9")
          .hasMessageContaining("use a database in the encoding of the dump");
    }
  }

  @Test
  void aFailureThatNamesBytesSaysWhatItIs() throws Exception {
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, SOURCE, "SQL_ASCII");
        EncodedDatabase copy = EncodedDatabase.create(SERVER, COPY, "SQL_ASCII")) {
      byte[] name = {(byte) 0xe9};
      source.execute("CREATE TABLE \"t~\" (a int)", name);
      Path file = folder.resolve("dump");
      RoundTrip.with(DumpOptions.defaults()).dump(source.database(), file);
      copy.execute("CREATE TABLE \"t~\" (a int)", name);

      assertThatThrownBy(
              () -> {
                try (var dump = DumpFile.open(file)) {
                  Restorer.of(
                          RestoreOptions.defaults().with(RestoreOptions.Existing.LEFT),
                          Events.silent("restore"))
                      .restore(dump, Target.database(copy.database().dataSource()));
                }
              })
          .hasMessageContaining("relation \"t\\351\" already exists");
    }
  }

  /** Rows that COPY took as they are, which an INSERT would have turned into others. */
  @Test
  void aRuleOfATableThatCannotBeNamedKeepsItsRowsOut() throws Exception {
    byte[] name = {(byte) 0xe9};
    try (EncodedDatabase source = EncodedDatabase.create(SERVER, SOURCE, "SQL_ASCII");
        EncodedDatabase copy = EncodedDatabase.create(SERVER, COPY, "SQL_ASCII")) {
      for (EncodedDatabase each : new EncodedDatabase[] {source, copy}) {
        each.execute("CREATE TABLE \"t~\" (a int)", name);
        if (each == source) {
          each.execute("INSERT INTO \"t~\" VALUES (1)", name);
        }
        each.execute("CREATE RULE r AS ON INSERT TO \"t~\" DO INSTEAD NOTHING", name);
      }
      Path file = folder.resolve("rows");
      RoundTrip.with(DumpOptions.defaults().withContent(DumpContent.DATA_ONLY))
          .dump(source.database(), file);

      assertThatThrownBy(() -> Dumps.load(file, copy)).hasMessageContaining("rule ON INSERT");
    }
  }

  @Test
  void anEncodingThatJavaCannotConnectToSaysSo() {
    try (EncodedDatabase mule = EncodedDatabase.create(SERVER, SOURCE, "MULE_INTERNAL")) {
      assertThatThrownBy(
              () ->
                  RoundTrip.with(DumpOptions.defaults())
                      .dump(mule.database(), folder.resolve("dump")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("MULE_INTERNAL")
          .hasMessageContaining("dump it with pg_dump");
    }
  }
}
