package dev.lifeboat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text in aligned columns, each of one line whatever is in it. For one thread. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param titles of the columns; one that begins with {@code >} is aligned to the right
   */
  Table(String... titles) {
    this.titles = List.of(titles);
  }

  void add(String... cells) {
    rows.add(Stream.of(cells).map(Words::shown).toList());
  }

  List<String> lines(Paint paint) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    lines.add(paint.bold(line(titles.stream().map(Table::name).toList(), widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(titles.get(column).startsWith(">") ? padding + cell : cell + padding);
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = titles.stream().map(Table::name).mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String name(String title) {
    return title.startsWith(">") ? title.substring(1) : title;
  }
}
