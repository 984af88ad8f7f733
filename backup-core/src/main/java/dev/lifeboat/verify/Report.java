package dev.lifeboat.verify;

import dev.lifeboat.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a verification finds while it runs. Thread-safe. */
final class Report {
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final AtomicLong objects = new AtomicLong();
  private final AtomicLong storedBytes = new AtomicLong();
  private final AtomicLong tables = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong sequences = new AtomicLong();
  private final AtomicLong largeObjects = new AtomicLong();

  synchronized void find(Kind kind, Object object, Object expected, Object found) {
    findings.add(new Finding(kind, object.toString(), expected.toString(), found.toString()));
  }

  synchronized void warn(String warning) {
    warnings.add(warning);
  }

  synchronized boolean hasFindings() {
    return !findings.isEmpty();
  }

  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  void countObjects(long count) {
    objects.addAndGet(count);
  }

  void countStoredBytes(long sizeBytesRead) {
    storedBytes.addAndGet(sizeBytesRead);
  }

  void countTables(int tablesCompared, long rowsCompared) {
    tables.addAndGet(tablesCompared);
    rows.addAndGet(rowsCompared);
  }

  void countSequence() {
    sequences.incrementAndGet();
  }

  void countLargeObjects(long count) {
    largeObjects.addAndGet(count);
  }

  Checked checked() {
    return new Checked(
        objects.get(),
        storedBytes.get(),
        tables.get(),
        rows.get(),
        sequences.get(),
        largeObjects.get());
  }
}
