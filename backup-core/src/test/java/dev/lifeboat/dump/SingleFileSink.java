package dev.lifeboat.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps each volume in a file, and puts them together. */
final class SingleFileSink implements VolumeSink {
  private final Path folder;
  private final SortedMap<Integer, Path> committed = new TreeMap<>();

  SingleFileSink(Path folder) {
    this.folder = folder;
  }

  @Override
  public VolumeOutput open(int number) throws IOException {
    Path file = folder.resolve("volume-" + number);
    OutputStream out = Files.newOutputStream(file);
    return new VolumeOutput() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void commit() throws IOException {
        out.close();
        synchronized (committed) {
          committed.put(number, file);
        }
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  /** The archive: all volumes in their order. */
  Path archive() throws IOException {
    Path archive = folder.resolve("archive.dump");
    try (OutputStream out = Files.newOutputStream(archive)) {
      for (Path volume : committed.values()) {
        Files.copy(volume, out);
      }
    }
    return archive;
  }
}
