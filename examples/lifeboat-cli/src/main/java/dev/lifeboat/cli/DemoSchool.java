package dev.lifeboat.cli;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The database of a small school, which changes a bit every day.
 *
 * @param database connects to it
 */
record DemoSchool(DataSource database) {
  private static final String TABLES =
      """
      SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
      UNION ALL SELECT format('%I.%I', schemaname, matviewname) FROM pg_matviews
      """;

  private static final String A_DAY =
      """
      INSERT INTO absence (pupil_id, day, reason)
        SELECT 1 + (n * 53 + %1$d * 17) %% 400, DATE '%2$s', (ARRAY['ill', 'late', NULL])[1 + n %% 3]
        FROM generate_series(1, 12) n;
      INSERT INTO mark (pupil_id, subject_id, points, given)
        SELECT 1 + (n * 31 + %1$d * 7) %% 400, 1 + (n + %1$d) %% 12, (n * 13 + %1$d) %% 16, DATE '%2$s'
        FROM generate_series(1, 40) n;
      UPDATE pupil SET profile = profile || '{"bus": %1$d}' WHERE id = %1$d;
      REFRESH MATERIALIZED VIEW form_size;
      """;

  /** Makes all tables and fills them. */
  void fill() {
    try (InputStream script = DemoSchool.class.getResourceAsStream("demo-school.sql")) {
      run(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("The demo's school cannot be read", e);
    }
  }

  /** Lets a school day pass: pupils are absent, marks are given. */
  void live(int number, LocalDate date) {
    run(A_DAY.formatted(number, date));
  }

  /** The accident. */
  void drop(String table) {
    run("DROP TABLE " + table + " CASCADE");
  }

  /** Rows and a fingerprint of each table, found by plain SQL and not by Lifeboat's own means. */
  Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new TreeMap<>();
    for (String table : texts(TABLES)) {
      String fingerprint =
          texts(
                  "SELECT count(*) || ' rows, ' || md5(coalesce(string_agg(r::text, '|' ORDER BY"
                      + " r::text), '')) FROM %s AS r".formatted(table))
              .get(0);
      fingerprints.put(table, fingerprint);
    }
    return fingerprints;
  }

  String serverVersion() {
    return texts("SHOW server_version").get(0);
  }

  private void run(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private List<String> texts(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static RefusedException failed(SQLException e) {
    return new RefusedException("The demo's database refused: " + e.getMessage(), e);
  }
}
