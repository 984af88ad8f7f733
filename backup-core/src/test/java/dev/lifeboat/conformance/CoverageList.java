package dev.lifeboat.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a suite is to show, in groups.
 *
 * <p>It is a text file: a line {@code # GROUP} begins a group, every other line is an item, such as
 * {@code multirange | since 14} or {@code security label | not shown: WHY}.
 *
 * @param groups items by the name of their group
 */
public record CoverageList(Map<String, List<CoverageItem>> groups) {
  /** Reads a list on the class path. */
  public static CoverageList read(URL file) {
    Map<String, List<CoverageItem>> groups = new LinkedHashMap<>();
    List<CoverageItem> group = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("# ")) {
          group = groups.computeIfAbsent(line.substring(2), name -> new ArrayList<>());
        } else if (!line.isBlank()) {
          group.add(CoverageItem.of(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CoverageList(groups);
  }

  List<CoverageItem> items() {
    return groups.values().stream().flatMap(List::stream).toList();
  }

  /** The names of all items that can be shown. */
  public Set<String> names() {
    return items().stream()
        .filter(item -> item.notShown().isEmpty())
        .map(CoverageItem::name)
        .collect(Collectors.toSet());
  }
}
