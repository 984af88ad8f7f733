package dev.lifeboat.archive;

import java.util.List;

/** An archive as a restore sees it, wherever its bytes come from. Thread-safe. */
public interface ArchiveSource extends AutoCloseable {
  /** The table of contents. */
  Toc toc();

  /** The data, in pieces that can be loaded independently of each other. */
  List<DataSegment> segments();

  /** Releases what the source opened. */
  @Override
  void close();
}
