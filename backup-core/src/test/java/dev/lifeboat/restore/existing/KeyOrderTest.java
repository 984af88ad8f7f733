package dev.lifeboat.restore.existing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows come after those that they refer to, or with them. */
class KeyOrderTest {
  @Test
  void noStepRefersToALaterOneWhateverTheKeys() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Map<Integer, ExistingTable> tables = tables(1 + random.nextInt(12));
      List<ForeignKey> keys = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        keys.add(key(1 + random.nextInt(tables.size()), 1 + random.nextInt(tables.size())));
      }
      List<LoadStep> steps = new KeyOrder(tables, keys, id -> true).steps(tables.keySet());
      assertOrdered(seed, tables, keys, steps);
    }
  }

  @Test
  void tablesWithoutKeysAreOneStep() {
    assertThat(new KeyOrder(tables(5), List.of(), id -> true).steps(Set.of(1, 2, 3, 4, 5)))
        .containsExactly(new LoadStep(Set.of(1, 2, 3, 4, 5), List.of()));
  }

  @Test
  void whatRefersToItselfIsAKnotUnlessOneStatementLoadsIt() {
    List<ForeignKey> keys = List.of(key(1, 1), key(2, 2));
    assertThat(new KeyOrder(tables(2), keys, id -> id == 1).steps(Set.of(1, 2)))
        .containsExactly(new LoadStep(Set.of(1), List.of(Set.of(2))));
  }

  @Test
  void whatAnotherRestoreMakesComesFirstAndKeysToOthersDoNotMatter() {
    List<ForeignKey> keys = List.of(key(1, 7), key(8, 1));
    assertThat(new KeyOrder(tables(1), keys, id -> true).steps(Set.of(1, 99)))
        .containsExactly(new LoadStep(Set.of(99), List.of()), new LoadStep(Set.of(1), List.of()));
  }

  @Test
  void aLongChainIsOrderedAtOnce() {
    List<ForeignKey> keys = new ArrayList<>();
    for (int i = 1; i < 20_000; i++) {
      keys.add(key(i, i + 1));
    }
    Map<Integer, ExistingTable> tables = tables(20_000);
    assertThat(new KeyOrder(tables, keys, id -> true).steps(tables.keySet())).hasSize(20_000);
  }

  private static void assertOrdered(
      long seed, Map<Integer, ExistingTable> tables, List<ForeignKey> keys, List<LoadStep> steps) {
    Map<Integer, Integer> at = new HashMap<>();
    Map<Integer, Set<Integer>> knots = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      steps.get(i).free().forEach(id -> assertThat(at.put(id, step)).isNull());
      for (Set<Integer> knot : steps.get(i).knots()) {
        knot.forEach(id -> assertThat(at.put(id, step)).isNull());
        knot.forEach(id -> knots.put(id, knot));
      }
    }
    assertThat(at.keySet()).as("seed %d", seed).isEqualTo(tables.keySet());
    for (ForeignKey key : keys) {
      int from = (int) key.from();
      int to = (int) key.to();
      boolean together = knots.getOrDefault(from, Set.of()).contains(to);
      assertThat(from == to || together || at.get(to) < at.get(from))
          .as("seed %d, %d refers to %d in %s", seed, from, to, steps)
          .isTrue();
    }
  }

  private static Map<Integer, ExistingTable> tables(int count) {
    Map<Integer, ExistingTable> tables = new HashMap<>();
    for (int i = 1; i <= count; i++) {
      tables.put(i, new ExistingTable(i, i, false, List.of()));
    }
    return tables;
  }

  private static ForeignKey key(int from, int to) {
    return new ForeignKey(0, "s", "t", "k", from, to, false, true);
  }
}
