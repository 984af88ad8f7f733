package dev.lifeboat.archive;

import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.TextEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plain SQL script as {@code psql} reads it; {@link ScriptReader} reads it as well. For
 * one thread at a time.
 *
 * <p>The caller writes the entries in the order of the passes ({@link RestorePass}). Names of
 * objects, whatever they hold, stay inside the comment or the quotes that they are written in;
 * definitions and rows that hold something else than statements and rows are refused.
 */
public final class PlainFormat {
  /** The first comment of a script, which promises that {@link #LAST_COMMENT} ends it. */
  static final String FIRST_COMMENT = "-- PostgreSQL database dump";

  /** The last comment of a script, without which it is cut. */
  static final String LAST_COMMENT = "-- PostgreSQL database dump complete";

  private static final int LARGE_OBJECT_PIECE = 16 * 1024;
  private static final int WRITE_MODE = 131_072; // INV_WRITE of large objects

  private final OutputStream out;
  private final TextEncoding encoding;
  private final EntryStatements statements;
  private final PlainStatements checks;
  private final boolean namesAreQualified;
  private @Nullable String settings;
  private @Nullable String schema;

  /**
   * Writes to a stream.
   *
   * @param out where to; stays open, and should be buffered by the caller
   * @param toc of what will be written: its encoding is that of the script and of all rows
   */
  public PlainFormat(OutputStream out, Toc toc) {
    this.out = out;
    this.encoding = toc.encoding();
    this.statements = new EntryStatements(toc);
    this.checks = new PlainStatements(encoding);
    this.namesAreQualified = toc.hasQualifiedNames();
  }

  /** Writes what comes before the first entry. */
  public void writePrologue(Toc toc) throws IOException {
    ArchiveHeader header = toc.header();
    line("--", FIRST_COMMENT, "--", "");
    line("-- Dumped from database version " + Sql.comment(header.serverVersion()));
    line("-- Dumped by " + Sql.comment(header.dumpVersion()), "");
    line(
        "SET statement_timeout = 0;",
        "SET lock_timeout = 0;",
        "SET idle_in_transaction_session_timeout = 0;",
        "SET client_encoding = " + Sql.literal(toc.encoding().name()) + ";",
        "SET standard_conforming_strings = on;",
        "SELECT pg_catalog.set_config('search_path', '', false);",
        "SET check_function_bodies = false;",
        "SET xmloption = content;",
        "SET client_min_messages = warning;",
        "SET row_security = off;",
        "");
  }

  /** Writes the statements of an entry without data; nothing for one that is not restored. */
  public void writeEntry(TocEntry entry) throws IOException {
    if (RestorePass.of(entry) == RestorePass.NONE) {
      return;
    }
    writeSettings(entry);
    writeTitle("", entry);
    line(checks.checked(entry, statements.definition(entry)), "");
    writeIfPresent(OwnerStatement.of(entry));
    writeIfPresent(statements.accessMethod(entry));
  }

  /** Begins the rows of a table. */
  public void beginTable(TocEntry entry) throws IOException {
    String copy = checks.checkedCopy(entry);
    writeTitle("Data for ", entry);
    if (entry.root().isPresent()) {
      line(TocEntry.THROUGH_ROOT + Sql.oneLine(entry.root().get()), "");
    }
    line(copy);
  }

  /** Writes rows as COPY gave them. */
  public void writeRows(TocEntry entry, InputStream rows) throws IOException {
    rows.transferTo(new UnmarkedRows(out, entry));
  }

  /** Ends the rows of a table. */
  public void endTable() throws IOException {
    line("\\.", "", "");
  }

  /** Begins the rows of a table as statements, which the caller writes to the stream. */
  public void beginStatements(TocEntry entry) throws IOException {
    writeTitle("Data for ", entry);
  }

  /** Writes rows that the archive holds as statements. */
  void writeStatements(TocEntry entry, InputStream rows) throws IOException {
    checks.write(entry, rows, out);
  }

  /** Ends the statements. */
  public void endStatements() throws IOException {
    line("", "");
  }

  /** Begins the large objects of an entry. */
  public void beginLargeObjects(TocEntry entry) throws IOException {
    writeTitle("Data for ", entry);
    line("BEGIN;", "");
  }

  /**
   * Writes the content of a large object, which an earlier entry made.
   *
   * @param oid the large object
   * @param content its bytes, read to their end and not closed
   */
  public void writeLargeObject(long oid, InputStream content) throws IOException {
    line("SELECT pg_catalog.lo_open('%d', %d);".formatted(oid, WRITE_MODE));
    byte[] piece = content.readNBytes(LARGE_OBJECT_PIECE);
    while (piece.length > 0) {
      line("SELECT pg_catalog.lowrite(0, '\\x%s');".formatted(HexFormat.of().formatHex(piece)));
      piece = content.readNBytes(LARGE_OBJECT_PIECE);
    }
    line("SELECT pg_catalog.lo_close(0);", "");
  }

  /** Ends the large objects of an entry. */
  public void endLargeObjects() throws IOException {
    line("COMMIT;", "");
  }

  /** Writes what comes after the last entry, and flushes. */
  public void writeEpilogue() throws IOException {
    line("", "--", LAST_COMMENT, "--", "");
    out.flush();
  }

  private void writeSettings(TocEntry entry) throws IOException {
    String wanted = statements.settings("SET", entry);
    if (!wanted.isEmpty() && !wanted.equals(settings)) {
      line(wanted);
      settings = wanted;
    }
  }

  /** States what names without a schema rely on. */
  private void writeSearchPath(TocEntry entry) throws IOException {
    @Nullable String wanted = entry.namespace();
    if (!namesAreQualified && wanted != null && !wanted.isEmpty() && !wanted.equals(schema)) {
      line("SET search_path = " + Sql.identifier(wanted) + ", pg_catalog;", "");
      schema = wanted;
    }
  }

  private void writeTitle(String prefix, TocEntry entry) throws IOException {
    writeSearchPath(entry);
    line(
        "--",
        "-- %sName: %s; Type: %s; Schema: %s; Owner: %s"
            .formatted(
                prefix,
                Sql.comment(entry.tag()),
                Sql.comment(entry.description()),
                orHyphen(entry.namespace()),
                orHyphen(entry.owner())),
        "--",
        "");
  }

  private void writeIfPresent(Optional<String> statement) throws IOException {
    if (statement.isPresent()) {
      line(statement.get(), "");
    }
  }

  private static String orHyphen(@Nullable String name) {
    return name == null || name.isEmpty() ? "-" : Sql.comment(name);
  }

  private void line(String... lines) throws IOException {
    for (String line : lines) {
      out.write(encoding.encode(line));
      out.write("\n".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
