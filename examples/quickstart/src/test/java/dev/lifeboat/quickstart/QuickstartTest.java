package dev.lifeboat.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.embedded.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @Test
  void backsUpProvesPrunesAndRestores(@TempDir Path directory) throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start()) {
      run(
          server.createDatabase("school"),
          "CREATE TABLE pupil (id int PRIMARY KEY, name text);"
              + " INSERT INTO pupil SELECT n, 'Pupil ' || n FROM generate_series(1, 250) n");

      String output = output(server.url("school"), directory.toString());

      assertThat(output)
          .contains("Backed up 250 rows as ")
          .contains("PROVED: 250 rows compared")
          .contains("keep")
          .endsWith("Restored into school_restored" + System.lineSeparator());
      assertThat(count(server.dataSource("school_restored"))).isEqualTo(250);
      assertThat(Files.readString(directory.resolve("identity.txt"))).contains("AGE-SECRET-KEY-1");
    }
  }

  private static String output(String... args) throws Exception {
    PrintStream real = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      Quickstart.main(args);
    } finally {
      System.setOut(real);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }

  private static void run(DataSource database, String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM pupil")) {
      row.next();
      return row.getInt(1);
    }
  }
}
