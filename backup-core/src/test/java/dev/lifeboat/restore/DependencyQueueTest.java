package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.archive.ArchiveHeader;
import dev.lifeboat.archive.ArchiveVersion;
import dev.lifeboat.archive.CatalogId;
import dev.lifeboat.archive.Section;
import dev.lifeboat.archive.Toc;
import dev.lifeboat.archive.TocEntry;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyQueueTest {
  private static final TocEntry PARENT = entry(1, "TABLE", Section.PRE_DATA);
  private static final TocEntry CHILD = entry(2, "TABLE", Section.PRE_DATA, 1);
  private static final TocEntry OTHER = entry(3, "TABLE", Section.PRE_DATA);
  private static final TocEntry PARENT_INDEX = entry(10, "INDEX", Section.POST_DATA, 1);
  private static final TocEntry PARENT_INDEX_TOO = entry(11, "INDEX", Section.POST_DATA, 1);
  private static final TocEntry PARENT_KEY = entry(12, "CONSTRAINT", Section.POST_DATA, 1);
  private static final TocEntry OTHER_KEY = entry(13, "CONSTRAINT", Section.POST_DATA, 3);
  private static final TocEntry FOREIGN_KEY = entry(14, "FK CONSTRAINT", Section.POST_DATA, 3, 12);
  private static final TocEntry CHILD_INDEX = entry(15, "INDEX", Section.POST_DATA, 2);
  private static final TocEntry CIRCLE_ONE = entry(20, "RULE", Section.POST_DATA, 21);
  private static final TocEntry CIRCLE_TWO = entry(21, "RULE", Section.POST_DATA, 20);
  private static final Toc TOC =
      new Toc(
          new ArchiveHeader(
              ArchiveVersion.V1_14, "none", LocalDateTime.of(2026, 1, 1, 0, 0), "", "", ""),
          List.of(
              PARENT,
              CHILD,
              OTHER,
              PARENT_INDEX,
              PARENT_INDEX_TOO,
              PARENT_KEY,
              OTHER_KEY,
              FOREIGN_KEY,
              CHILD_INDEX,
              CIRCLE_ONE,
              CIRCLE_TWO));

  private final TableLocks locks = new TableLocks(TOC);

  @Test
  void indexesOfOneTableAreBuiltTogether() {
    assertThat(hinder(PARENT_INDEX, PARENT_INDEX_TOO)).isFalse();
  }

  @Test
  void aConstraintTakesItsTableAndThoseThatInherit() {
    assertThat(hinder(PARENT_KEY, PARENT_INDEX)).isTrue();
    assertThat(hinder(PARENT_KEY, CHILD_INDEX)).isTrue();
    assertThat(hinder(PARENT_KEY, OTHER_KEY)).isFalse();
  }

  @Test
  void aForeignKeyTakesBothTables() {
    assertThat(hinder(FOREIGN_KEY, PARENT_INDEX)).isTrue();
    assertThat(hinder(FOREIGN_KEY, OTHER_KEY)).isTrue();
  }

  @Test
  void whatOthersNeedComesFirst() {
    List<TocEntry> order = new ArrayList<>();
    DependencyQueue queue = queue(order, FOREIGN_KEY, PARENT_KEY);
    runAll(queue);
    assertThat(order).containsExactly(PARENT_KEY, FOREIGN_KEY);
  }

  @Test
  void theHeaviestComesFirst() {
    List<TocEntry> order = new ArrayList<>();
    runAll(queue(order, PARENT_INDEX, OTHER_KEY, CHILD_INDEX));
    assertThat(order).containsExactly(CHILD_INDEX, OTHER_KEY, PARENT_INDEX);
  }

  @Test
  void aCircleIsBrokenInTheOrderOfTheArchive() {
    List<TocEntry> order = new ArrayList<>();
    runAll(queue(order, CIRCLE_ONE, CIRCLE_TWO, OTHER_KEY));
    assertThat(order).containsExactly(OTHER_KEY, CIRCLE_ONE, CIRCLE_TWO);
  }

  @Test
  void nothingIsHandedOutAfterAHalt() {
    Halt halt = new Halt();
    halt.call();
    assertThat(queue(new ArrayList<>(), PARENT_KEY).take(halt)).isNull();
  }

  private DependencyQueue queue(List<TocEntry> order, TocEntry... entries) {
    return new DependencyQueue(
        List.of(entries), locks::of, TocEntry::dumpId, (session, entry) -> order.add(entry));
  }

  private static void runAll(DependencyQueue queue) {
    Halt halt = new Halt();
    for (Work work = queue.take(halt); work != null; work = queue.take(halt)) {
      work.run(null, halt);
    }
  }

  private boolean hinder(TocEntry first, TocEntry second) {
    LockBoard<TocEntry> board = new LockBoard<>(Comparator.comparing(TocEntry::dumpId));
    board.take(locks.of(first));
    boolean forward = board.obstacle(locks.of(second)).isPresent();
    board.release(locks.of(first));
    board.take(locks.of(second));
    assertThat(board.obstacle(locks.of(first)).isPresent()).isEqualTo(forward);
    return forward;
  }

  private static TocEntry entry(int id, String kind, Section section, Integer... dependencies) {
    return new TocEntry(
        id,
        CatalogId.NONE,
        "e" + id,
        kind,
        section,
        "",
        "",
        null,
        "public",
        null,
        null,
        (char) 0,
        "",
        List.of(dependencies),
        false);
  }
}
