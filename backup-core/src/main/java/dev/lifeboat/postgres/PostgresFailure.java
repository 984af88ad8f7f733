package dev.lifeboat.postgres;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns what the driver throws into what the caller can act on, by SQLSTATE.
 *
 * <p>See appendix "PostgreSQL Error Codes" of PostgreSQL's documentation.
 */
public final class PostgresFailure {
  private static final Set<String> MAY_PASS = Set.of("40001", "40P01", "55P03", "57014");

  private static final String NO_CONVERSION = "0A000";
  private static final Set<String> ENCODING = Set.of("22021", "22P05");

  /**
   * A line of CONTEXT about a function, in any language where its own begins it: {@code PL/pgSQL
   * function f(integer) line 3 at RETURN}.
   */
  private static final Pattern FUNCTION =
      Pattern.compile("PL/[^\"]*|PL/\\w+ function \"[^\"]*\".*|SQL function \"[^\"]*\".*");

  /** Relations, functions, types and schemas that are not there. */
  private static final Set<String> NOT_FOUND = Set.of("42P01", "42883", "42704", "3F000");

  private PostgresFailure() {}

  /**
   * The exception for a failure.
   *
   * @param attempt what was tried, in words that follow "Could not"
   * @param cause what the driver threw
   */
  public static LifeboatException of(String attempt, SQLException cause) {
    String state = state(cause);
    Optional<TlsFault> tls = TlsFault.of(cause);
    String message =
        "Could not %s: %s%s%s"
            .formatted(
                attempt,
                message(cause),
                (state.isEmpty() ? "" : " (" + state + ")") + functions(cause),
                tls.map(TlsFault::advice).orElseGet(() -> advice(state, cause)));
    return tls.isEmpty() && mayPass(cause)
        ? new RetryableException(message, cause)
        : new RefusedException(message, cause);
  }

  /**
   * The exception for a data source that gives no connection. Only servers and drivers give reasons
   * a SQLSTATE; where there is none, a pool had no free connection in time.
   *
   * @param cause what it threw
   */
  static LifeboatException ofConnecting(SQLException cause) {
    return state(cause).isEmpty()
        ? new RetryableException(
            "Could not connect to the database: %s; give the pool more connections, or try again when it has a free one"
                .formatted(message(cause)),
            cause)
        : of(connecting(cause), cause);
  }

  /**
   * Whether the server gave up a transaction that only reads, or ended the session that held its
   * snapshot, so that only another snapshot can help. A standby does so where replay conflicts with
   * it: PostgreSQL's documentation, "Handling Query Conflicts".
   *
   * @param failure with the reasons of it
   */
  public static boolean needsNewSnapshot(Throwable failure) {
    String state = stateOf(failure);
    return state.equals("40001") || state.equals("40P01");
  }

  /** Whether a connection was lost without a word of the server. */
  public static boolean isLostConnection(Throwable failure) {
    return stateOf(failure).startsWith("08");
  }

  private static String stateOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return state(sql);
      }
    }
    return "";
  }

  /** The SQLSTATE, or an empty text where there is none. */
  public static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }

  /** PostgreSQL's own message on one line, without the driver's additions. */
  public static String message(SQLException failure) {
    return Sql.oneLine(
        serverMessage(failure)
            .map(server -> server.getMessage() == null ? "" : server.getMessage())
            .orElseGet(() -> driverMessage(failure)));
  }

  /**
   * Which row of a COPY the server failed at, from 1 on, in whatever language it says so; empty
   * where it does not. The rest of what it says there, the row itself among it, is nobody's
   * business.
   *
   * @param table the name of the table, without its schema
   */
  public static OptionalLong row(SQLException failure, String table) {
    Pattern context =
        Pattern.compile(
            "^COPY " + Pattern.quote(table) + ",\\D{1,20}(\\d{1,18})\\b", Pattern.MULTILINE);
    return serverMessage(failure)
        .map(ServerErrorMessage::getWhere)
        .map(context::matcher)
        .filter(Matcher::find)
        .map(found -> OptionalLong.of(Long.parseLong(found.group(1))))
        .orElseGet(OptionalLong::empty);
  }

  /**
   * In which functions the server failed, the innermost first. Only lines that tell a function and
   * a place in it are taken of what it says: others hold statements or rows.
   */
  private static String functions(SQLException failure) {
    List<String> functions =
        serverMessage(failure)
            .map(ServerErrorMessage::getWhere)
            .map(where -> where.lines().filter(FUNCTION.asMatchPredicate()).limit(3).toList())
            .orElseGet(List::of);
    return functions.isEmpty() ? "" : ", in " + Sql.oneLine(String.join(", from ", functions));
  }

  /** What a function names may be there, but not where an empty search_path looks. */
  private static boolean needsSearchPath(String state, SQLException failure) {
    return NOT_FOUND.contains(state) && !functions(failure).isEmpty();
  }

  /** The driver does not say which host it could not find. */
  private static String driverMessage(SQLException failure) {
    return failure.getCause() instanceof UnknownHostException host
        ? "The host " + host.getMessage() + " is not known."
        : String.valueOf(failure.getMessage());
  }

  private static Optional<ServerErrorMessage> serverMessage(SQLException failure) {
    return failure instanceof PSQLException known
        ? Optional.ofNullable(known.getServerErrorMessage())
        : Optional.empty();
  }

  /**
   * Connection lost, resources short, a deadlock, a lock not to be had, a conflict with recovery, a
   * statement that somebody cancelled, a server that stops; or what is called transient.
   */
  private static boolean mayPass(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || MAY_PASS.contains(state)
        || (state.isEmpty()
            && (failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException));
  }

  /** Drivers for Java speak UTF-8, which a server offers for all encodings but one. */
  private static String connecting(SQLException cause) {
    return state(cause).equals(NO_CONVERSION)
        ? "connect to the database, whose encoding has no conversion to UTF-8: dump it with pg_dump,"
            + " whose archives are loaded into databases in other encodings"
        : "connect to the database";
  }

  /** Whether bytes are no character of an encoding, or a character has no bytes in one. */
  static boolean isAboutEncoding(SQLException failure) {
    return ENCODING.contains(state(failure));
  }

  private static String advice(String state, SQLException failure) {
    if (needsSearchPath(state, failure)) {
      return "; functions find nothing by an empty search_path: give this one its own (ALTER FUNCTION ... SET search_path) in the source, or restore with --search-path";
    }
    return switch (state) {
      case "08001", "08004", "08006" -> "; check host, port and network, and that the server runs";
      case "22021", "22P05" ->
          "; use a database in the encoding of the dump, as a restore into a new database makes it; if"
              + " it is, the server's log has a message that it could not send for these bytes";
      case "23503" ->
          "; rows that it refers to are missing: restore them too, or leave the key out";
      case "28P01" -> "; check user name and password";
      case "28000" ->
          "; check user name and database, and what the server's pg_hba.conf asks of them, such as TLS"
              + " (sslmode=require)";
      case "3D000" -> "; check the database's name";
      case "40001" ->
          "; let the standby wait longer (max_standby_streaming_delay) or the primary keep old rows"
              + " (hot_standby_feedback), or read from the primary";
      case "42501" -> "; grant the privilege or connect as another role";
      case "53100" -> "; free disk space on the server";
      case "53200" -> "; raise max_locks_per_transaction on the server";
      case "53300" -> "; raise max_connections or use fewer jobs";
      default -> "";
    };
  }
}
