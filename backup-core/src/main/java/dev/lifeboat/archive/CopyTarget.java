package dev.lifeboat.archive;

import dev.lifeboat.error.DamagedException;
import dev.lifeboat.postgres.Sql;
import dev.lifeboat.postgres.SqlTokens;
import dev.lifeboat.postgres.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a COPY statement loads.
 *
 * @param table its name, as SQL
 * @param names those that it is made of, such as the schema's and its own
 * @param columns their names, as SQL
 */
public record CopyTarget(String table, List<String> names, List<String> columns) {
  /**
   * Whether it is the table of the entry itself, and not the one that it is a partition of. Old
   * archives name no schema.
   */
  boolean isOwn(TocEntry entry) {
    return names.equals(List.of(entry.tag()))
        || names.equals(
            Stream.of(entry.namespace(), entry.tag()).filter(Objects::nonNull).toList());
  }

  /**
   * Reads a COPY statement as {@code pg_dump} writes it: {@code COPY schema.table (column, …) FROM
   * stdin;}
   *
   * @throws DamagedException if it is another statement
   */
  public static CopyTarget of(TocEntry entry) {
    String sql = entry.copyStatement() == null ? "" : entry.copyStatement();
    List<Token> tokens =
        SqlTokens.of(sql).stream().filter(token -> token.kind() != SqlTokens.Kind.SPACE).toList();
    int at = 1;
    List<Token> table = new ArrayList<>();
    while (at < tokens.size()
        && (tokens.get(at).isName() || tokens.get(at).is('.'))
        && !tokens.get(at).is("from")) {
      table.add(tokens.get(at++));
    }
    List<String> columns = new ArrayList<>();
    if (at < tokens.size() && tokens.get(at).is('(')) {
      for (at++; at < tokens.size() && !tokens.get(at).is(')'); at++) {
        if (tokens.get(at).isName()) {
          columns.add(tokens.get(at).text());
        }
      }
      at++;
    }
    if (table.isEmpty()
        || !tokens.get(0).is("copy")
        || at >= tokens.size()
        || !tokens.get(at).is("from")) {
      throw new DamagedException(
          "%s has a COPY statement that pg_dump would not write; fetch the archive again"
              .formatted(Sql.oneLine(entry.title())));
    }
    List<String> names = table.stream().filter(Token::isName).map(Token::name).toList();
    return new CopyTarget(SqlTokens.text(table), names, columns);
  }
}
