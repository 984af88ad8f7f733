package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.DataSegment;
import dev.lifeboat.archive.DataVisitor;
import dev.lifeboat.restore.LoadPlan.Load;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void tablesOfAFairShareAreTakenWholeAndShareAVolumeByReadingItTwice() {
    Segment first = new Segment(Map.of(1, 10 * MIB));
    Segment shared = new Segment(Map.of(1, 2 * MIB, 2, 3 * MIB));
    Segment last = new Segment(Map.of(2, 10 * MIB));

    LoadPlan plan =
        LoadPlan.of(List.of(first, shared, last), Set.of(1, 2), Set.of(1, 2), Set.of(), 2);

    assertThat(plan.loads())
        .containsExactly(
            new Load(List.of(shared, last), Set.of(2), 13 * MIB),
            new Load(List.of(first, shared), Set.of(1), 12 * MIB));
    assertThat(plan.frozen()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aTableThatIsMostOfTheWorkIsSharedAndNotFrozen() {
    Segment first = new Segment(Map.of(1, 10 * MIB));
    Segment second = new Segment(Map.of(1, 10 * MIB, 2, 2 * MIB));

    LoadPlan plan = LoadPlan.of(List.of(first, second), Set.of(1, 2), Set.of(1, 2), Set.of(), 2);

    assertThat(plan.loads())
        .containsExactly(
            new Load(List.of(second), Set.of(1, 2), 12 * MIB),
            new Load(List.of(first), Set.of(1), 10 * MIB));
    assertThat(plan.frozen()).containsExactly(2);
  }

  @Test
  void tablesThatWereThereAreSharedAndNeverFrozen() {
    Segment first = new Segment(Map.of(1, 2 * MIB));
    Segment second = new Segment(Map.of(1, 2 * MIB, 2, 20 * MIB));

    LoadPlan plan = LoadPlan.of(List.of(first, second), Set.of(1, 2), Set.of(), Set.of(), 2);

    assertThat(plan.loads())
        .extracting(Load::segments)
        .containsExactly(List.of(second), List.of(first));
    assertThat(plan.frozen()).isEmpty();
  }

  @Test
  void smallTablesAreNotEmptiedForNothingAndUnwantedOnesNotLoaded() {
    Segment only = new Segment(Map.of(1, 10L, 2, 20L, 3, 4 * MIB));

    LoadPlan plan = LoadPlan.of(List.of(only), Set.of(1, 2), Set.of(1, 2, 3), Set.of(), 1);

    assertThat(plan.loads()).containsExactly(new Load(List.of(only), Set.of(1, 2), 30));
    assertThat(plan.frozen()).isEmpty();
  }

  /** So many bytes of each entry. */
  private record Segment(Map<Integer, Long> bytes) implements DataSegment {
    @Override
    public long sizeBytes() {
      return bytes.values().stream().mapToLong(size -> size).sum();
    }

    @Override
    public long workBytes(int dumpId) {
      return bytes.get(dumpId);
    }

    @Override
    public Set<Integer> dumpIds() {
      return bytes.keySet();
    }

    @Override
    public void read(Set<Integer> wanted, DataVisitor visitor) {
      throw new UnsupportedOperationException();
    }
  }
}
