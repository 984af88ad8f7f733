package dev.lifeboat.dump.catalog;

import dev.lifeboat.postgres.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Storage options as the catalogs hold them, each {@code name=value}. */
final class OptionList {
  private OptionList() {}

  /** What stands between the parentheses of {@code WITH (…)}. */
  static String sql(List<String> options) {
    return options.stream().map(OptionList::option).collect(Collectors.joining(", "));
  }

  /** An {@code OPTIONS} clause with a space before, or an empty text where there are none. */
  static String clause(List<String> options) {
    return options.isEmpty()
        ? ""
        : options.stream()
            .map(OptionList::foreignOption)
            .collect(Collectors.joining(", ", " OPTIONS (", ")"));
  }

  private static String foreignOption(String option) {
    int equals = option.indexOf('=');
    return Sql.identifier(option.substring(0, equals))
        + " "
        + Sql.literal(option.substring(equals + 1));
  }

  private static String option(String option) {
    int equals = option.indexOf('=');
    return name(option.substring(0, equals)) + "=" + Sql.literal(option.substring(equals + 1));
  }

  /** The names of options that extensions add have a dot before them. */
  private static String name(String name) {
    return List.of(name.split("\\.", 2)).stream()
        .map(Sql::identifier)
        .collect(Collectors.joining("."));
  }
}
