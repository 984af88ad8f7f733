package dev.lifeboat.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns. For one thread. */
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
    rows.add(List.of(cells));
  }

  List<String> lines(Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(paint.bold(line(titles.stream().map(Table::name).toList())));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(Math.max(0, width(column) - cell.length()));
      line.append(titles.get(column).startsWith(">") ? padding + cell : cell + padding);
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(name(titles.get(column)).length(), Math::max);
  }

  private static String name(String title) {
    return title.startsWith(">") ? title.substring(1) : title;
  }
}
