package dev.lifeboat.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant by one that was mistyped. */
final class NearestWord {
  /** One mistake for each so many characters: an insertion, a loss, a change or an exchange. */
  private static final int CHARACTERS_A_MISTAKE = 3;

  private NearestWord() {}

  /** The known word that is nearest to another, if it is near enough to have been meant. */
  static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(each -> isNear(word, each))
        .min(Comparator.comparingInt((String each) -> distance(word, each)).thenComparing(x -> x));
  }

  private static boolean isNear(String word, String known) {
    return distance(word, known) <= Math.max(1, word.length() / CHARACTERS_A_MISTAKE)
        || word.length() >= CHARACTERS_A_MISTAKE && known.startsWith(word);
  }

  /** Damerau's distance, in its simple form: no piece is changed twice. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int cheapest =
        Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
  }
}
