package dev.lifeboat.restore;

import dev.lifeboat.archive.ScriptPart;
import dev.lifeboat.archive.ScriptReader;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.JavaLimits;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.event.Events;
import dev.lifeboat.event.ProgressMeter;
import dev.lifeboat.postgres.CopyIn;
import dev.lifeboat.postgres.PostgresFailure;
import dev.lifeboat.postgres.Session;
import dev.lifeboat.postgres.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Restores one script into one database. */
final class ScriptRestore {
  private static final int SHOWN = 60;

  private static final String HAS_WRITTEN =
      "SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL";

  private static final Pattern COPIED =
      Pattern.compile(
          "\\s*COPY\\s+(?:(\"(?:[^\"]|\"\")*+\"|[^\\s(.\"]+)\\.)?(\"(?:[^\"]|\"\")*+\"|[^\\s(.\"]+).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final ScriptReader script;
  private final RestoreOptions options;
  private final Events events;
  private final Tally tally = new Tally();
  private final ScriptDatabases databases;
  private final ScriptKeys keys = new ScriptKeys();
  private final StatisticsStatements statistics = new StatisticsStatements();

  ScriptRestore(InputStream script, RestoreOptions options, Events events) {
    this.script = new ScriptReader(script, options.conduct().trailer());
    this.options = options;
    this.events = events;
    this.databases = new ScriptDatabases(events);
  }

  RestoreResult run(DataSource target) {
    try (Crew crew = Crew.open(target, options.conduct(), session -> {})) {
      Session session = crew.lead();
      try (ScriptSettings settings = new ScriptSettings(session, events);
          ProgressMeter meter = events.measure("run script", 0)) {
        tally.meter(meter);
        keys.begin(session);
        settings.begin();
        runParts(session, settings);
      }
      keys.check(session).forEach(events::warn);
      if (options.statistics() == RestoreOptions.Statistics.GATHERED) {
        AnalyzeStep.run(
            crew, table -> !statistics.relations().contains(table), options.conduct().session());
      }
      crew.end();
      return tally.result();
    }
  }

  private void runParts(Session session, ScriptSettings settings) {
    try {
      for (Optional<ScriptPart> part = script.next(); part.isPresent(); part = script.next()) {
        run(session, settings, part.get());
      }
      requireNoTransaction(session);
      script.missingTrailer().ifPresent(events::warn);
    } catch (IOException e) {
      throw new RetryableException(
          "The script could not be read further than line %d: %s; check where it is stored"
              .formatted(script.line(), e.getMessage()),
          e);
    }
  }

  /** What a transaction did that is still open will be lost. */
  private void requireNoTransaction(Session session) {
    try {
      if (session.text(HAS_WRITTEN).equals("t")) {
        throw new DamagedException(
            "The script ends or reconnects within a transaction, in line %d; copy it again, it may be truncated"
                .formatted(script.line()));
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("see whether the script ended its transaction", e);
    }
  }

  private void run(Session session, ScriptSettings settings, ScriptPart part) throws IOException {
    try {
      session.speak(script.encoding());
      if (part instanceof ScriptPart.Statement statement) {
        run(session, settings, statement);
      } else if (part instanceof ScriptPart.Copy copy) {
        copy(session, copy);
      } else if (part instanceof ScriptPart.Connect connect) {
        requireNoTransaction(session);
        databases.connect(connect);
        settings.beginAgain();
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("run " + title(part), e);
    } catch (VirtualMachineError e) {
      session.abort();
      throw JavaLimits.of("run " + title(part), e);
    }
  }

  private void run(Session session, ScriptSettings settings, ScriptPart.Statement statement)
      throws SQLException {
    if (databases.isAboutOne(statement.sql())
        || settings.take(statement.sql())
        || InitialObjects.isLanguageDroppedBy(statement.sql())
        || InitialObjects.has(session, statement.sql())) {
      return;
    }
    keys.note(session, statement.sql());
    if (!statistics.take(statement.sql()) || StatisticsStatements.areTakenBy(session.version())) {
      session.execute(statement.sql());
    }
    tally.entry();
    tally.sent(statement.sql().length(), 0);
  }

  private void copy(Session session, ScriptPart.Copy copy) throws IOException {
    long firstRow = script.line();
    Matcher copied = COPIED.matcher(copy.sql());
    boolean named = copied.matches();
    String table = named ? unquoted(copied.group(2)) : "";
    try {
      keys.note(session, copy.sql());
      String sql = CopyIn.inEncoding(copy.sql(), copy.encoding());
      long rows = CopyIn.load(session, sql, copy.rows(), tally::sent);
      tally.entry();
      if (named) {
        tally.taken(unquoted(copied.group(1)), table, rows);
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("run " + title(copy) + place(e, table, firstRow), e);
    }
  }

  /** Each row has a line of its own. */
  private static String place(SQLException failure, String table, long firstRow) {
    OptionalLong row = PostgresFailure.row(failure, table);
    return row.isEmpty() ? "" : ", with the row in line " + (firstRow + row.getAsLong() - 1);
  }

  private static String unquoted(@Nullable String name) {
    if (name == null) {
      return "";
    }
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private static String title(ScriptPart part) {
    String sql = "";
    if (part instanceof ScriptPart.Statement statement) {
      sql = statement.sql();
    } else if (part instanceof ScriptPart.Copy copy) {
      sql = copy.sql();
    }
    String shown = sql.length() > SHOWN ? sql.substring(0, SHOWN) + "..." : sql;
    return "line %d of the script, '%s'".formatted(part.line(), Sql.oneLine(shown));
  }
}
