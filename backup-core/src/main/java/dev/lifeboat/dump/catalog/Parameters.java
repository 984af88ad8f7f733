package dev.lifeboat.dump.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Parameters of statements that make objects. */
final class Parameters {
  private Parameters() {}

  /** Those named columns of a row that are not null, each {@code NAME = value}. */
  static List<String> of(ResultSet row, String... names) throws SQLException {
    List<String> parameters = new ArrayList<>();
    for (String name : names) {
      if (row.getString(name) != null) {
        parameters.add(name + " = " + row.getString(name));
      }
    }
    return parameters;
  }
}
