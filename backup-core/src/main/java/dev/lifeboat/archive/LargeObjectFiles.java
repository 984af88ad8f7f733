package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Large objects in files of their own, with a list of them: on each line an OID and a name. */
record LargeObjectFiles(MemberArchive archive, TocEntry entry, Members.Member list)
    implements Piece {
  private static final Pattern LINE = Pattern.compile("(\\d{1,10}) (.+)");
  private static final int MAX_LINE = 1024;
  private static final long MAX_OID = 0xffff_ffffL;

  @Override
  public int dumpId() {
    return entry.dumpId();
  }

  @Override
  public long sizeBytes() {
    return list.sizeBytes();
  }

  @Override
  public void read(DataVisitor visitor) throws IOException {
    try (InputStream in =
        new BufferedInputStream(MemberArchive.open(list, "The list of " + title()))) {
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        read(line, visitor);
      }
    }
  }

  private void read(String line, DataVisitor visitor) throws IOException {
    Matcher match = LINE.matcher(line);
    if (!match.matches() || Long.parseLong(match.group(1)) > MAX_OID) {
      throw damaged("a line that names no large object");
    }
    String file = MemberName.ofLargeObject(entry, match.group(2));
    try (ContentStream content =
        MemberArchive.open(archive.required(file, entry), "Large object " + match.group(1))) {
      content.giveLargeObject(entry.dumpId(), Long.parseLong(match.group(1)), visitor);
    }
  }

  /** The next line without its end; empty at the end of the list. */
  private String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 && line.length() == 0) {
        return "";
      }
      if (next < 0 || line.length() == MAX_LINE) {
        throw damaged("a line that is cut or too long");
      }
      line.append((char) next);
    }
    if (line.length() == 0) {
      throw damaged("an empty line");
    }
    return line.toString();
  }

  private DamagedException damaged(String what) {
    return new DamagedException(
        "The list of %s has %s; fetch the archive again".formatted(title(), what));
  }

  private String title() {
    return Sql.oneLine(entry.title());
  }
}
