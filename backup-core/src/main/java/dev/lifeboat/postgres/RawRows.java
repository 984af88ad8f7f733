package dev.lifeboat.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries of databases in other encodings than UTF-8: the server sends texts as bytes, and they
 * become texts here. So it neither converts them, which loses what UTF-8 lacks or has once, nor
 * refuses what is no UTF-8 in a database in SQL_ASCII.
 */
final class RawRows {
  /** Types whose values are ASCII in any case, and those that are no texts. */
  private static final Set<String> PLAIN =
      Set.of(
          "bool",
          "bytea",
          "char",
          "cid",
          "date",
          "float4",
          "float8",
          "int2",
          "int2vector",
          "int4",
          "int8",
          "interval",
          "numeric",
          "oid",
          "oidvector",
          "pg_lsn",
          "tid",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "uuid",
          "void",
          "xid",
          "xid8");

  private RawRows() {}

  /**
   * The same query, with texts as bytes.
   *
   * @param query is prepared, and knows the types of its columns
   */
  static String query(String sql, PreparedStatement query, TextEncoding server)
      throws SQLException {
    ResultSetMetaData columns = query.getMetaData();
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add("c" + i);
      String value = value("q.c" + i, columns.getColumnTypeName(i), server);
      values.add(value + " AS " + Sql.identifier(columns.getColumnLabel(i)));
    }
    return "SELECT %s FROM (%s) AS q(%s)"
        .formatted(String.join(", ", values), sql, String.join(", ", names));
  }

  private static String value(String column, String type, TextEncoding server) {
    if (isPlain(type)) {
      return column;
    }
    if (!type.startsWith("_")) {
      return bytes(column, server);
    }
    return "CASE WHEN %s IS NOT NULL THEN ARRAY(SELECT %s FROM pg_catalog.unnest(%s) WITH ORDINALITY AS u(t, n) ORDER BY u.n) END"
        .formatted(column, bytes("u.t", server), column);
  }

  private static String bytes(String text, TextEncoding server) {
    return "pg_catalog.convert_to(%s::pg_catalog.text, '%s')".formatted(text, server.name());
  }

  private static boolean isPlain(String type) {
    return PLAIN.contains(type.startsWith("_") ? type.substring(1) : type);
  }

  /**
   * Rows whose texts came as bytes, to be read as if they had come as texts.
   *
   * <p>A database in UTF-8 sends texts as they are; but names that all databases of a server share,
   * such as those of roles, may come from another one and be no UTF-8.
   */
  static ResultSet decoded(ResultSet rows, TextEncoding server) {
    Decoding decoding = new Decoding(rows, server);
    return overridden(
        ResultSet.class,
        rows,
        (method, arguments) ->
            switch (method.getName()) {
              case "getString" -> decoding.text(column(rows, arguments));
              case "getArray" -> decoding.array(column(rows, arguments));
              default -> invoke(rows, method, arguments);
            });
  }

  private static <T> T overridden(Class<T> type, T original, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            RawRows.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.call(method, arguments)));
  }

  private static int column(ResultSet rows, Object[] arguments) throws SQLException {
    return arguments[0] instanceof Integer number ? number : rows.findColumn((String) arguments[0]);
  }

  private static @Nullable Object invoke(
      Object original, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(original, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** Takes the calls of an interface. */
  @FunctionalInterface
  private interface Calls {
    @Nullable Object call(Method method, Object[] arguments) throws Throwable;
  }

  private record Decoding(ResultSet rows, TextEncoding server) {
    @Nullable String text(int column) throws SQLException {
      if (server.isUtf8()) {
        String text = rows.getString(column);
        return isLost(text) ? server.decode(rows.getBytes(column)) : text;
      }
      return is(column, "bytea") ? decoded(rows.getBytes(column)) : rows.getString(column);
    }

    /** The driver puts U+FFFD for what is no UTF-8. */
    private static boolean isLost(@Nullable String text) {
      return text != null && text.indexOf(0xfffd) >= 0;
    }

    private @Nullable String decoded(byte @Nullable [] bytes) {
      return bytes == null ? null : server.decode(bytes);
    }

    @Nullable Array array(int column) throws SQLException {
      Array array = rows.getArray(column);
      if (array == null || !is(column, "_bytea")) {
        return carried(array);
      }
      byte[][] all = (byte[][]) array.getArray();
      @Nullable String[] texts = new String[all.length];
      for (int i = 0; i < all.length; i++) {
        texts[i] = decoded(all[i]);
      }
      return overridden(
          Array.class,
          array,
          (method, arguments) ->
              method.getName().equals("getArray") ? texts : invoke(array, method, arguments));
    }

    private @Nullable Array carried(@Nullable Array array) throws SQLException {
      if (array != null && isLost(array.toString())) {
        throw new SQLException("'" + Sql.oneLine(array.toString()) + "' is no UTF-8", "22021");
      }
      return array;
    }

    private boolean is(int column, String type) throws SQLException {
      return rows.getMetaData().getColumnTypeName(column).equals(type);
    }
  }
}
