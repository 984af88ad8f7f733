package dev.lifeboat.repository;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that many tables have, such as those of schemas and columns: each is kept once. */
final class SharedNames {
  private final Map<String, String> names = new HashMap<>();
  private final Map<List<String>, List<String>> lists = new HashMap<>();

  /** The name that is kept. */
  String of(String name) {
    String known = names.putIfAbsent(name, name);
    return known == null ? name : known;
  }

  /** The list that is kept. */
  List<String> of(List<String> all) {
    return lists.computeIfAbsent(all, key -> key.stream().map(this::of).toList());
  }
}
