package dev.lifeboat.postgres;

import java.io.ByteArrayOutputStream;

/**
 * The text of a composite value, as a row of COPY: see sections "Composite Type Input and Output
 * Syntax" and, on page "COPY", "Text Format" of PostgreSQL's documentation. For one value.
 */
final class CompositeText {
  private static final String ESCAPED = "\b\f\n\r\t\u000b\\";
  private static final String LETTERS = "bfnrtv\\";

  private final byte[] text;
  private final ByteArrayOutputStream row;
  private int at = 1; // behind the parenthesis

  private CompositeText(byte[] text) {
    this.text = text;
    this.row = new ByteArrayOutputStream(text.length + 16);
  }

  /**
   * The row with its line end.
   *
   * @param text in an encoding in which each byte below 128 is ASCII; of one column at least
   */
  static byte[] copyRow(byte[] text) {
    return new CompositeText(text).row();
  }

  private byte[] row() {
    value();
    while (text[at] == ',') {
      at++;
      row.write('\t');
      value();
    }
    row.write('\n');
    return row.toByteArray();
  }

  private void value() {
    if (text[at] == ',' || text[at] == ')') {
      row.write('\\');
      row.write('N');
    } else if (text[at] == '"') {
      quoted();
    } else {
      while (text[at] != ',' && text[at] != ')') {
        put(text[at++]);
      }
    }
  }

  /** Quotes and backslashes are doubled within quotes. */
  private void quoted() {
    at++;
    while (text[at] != '"' || text[at + 1] == '"') {
      if (text[at] == '"' || text[at] == '\\') {
        at++;
      }
      put(text[at++]);
    }
    at++;
  }

  private void put(byte each) {
    int escaped = each < 0 ? -1 : ESCAPED.indexOf(each);
    if (escaped >= 0) {
      row.write('\\');
      row.write(LETTERS.charAt(escaped));
    } else {
      row.write(each);
    }
  }
}
