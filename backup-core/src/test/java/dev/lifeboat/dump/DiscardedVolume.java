package dev.lifeboat.dump;

/** Takes everything and keeps nothing. */
public final class DiscardedVolume extends VolumeOutput {
  @Override
  public void write(int b) {}

  @Override
  public void write(byte[] bytes, int offset, int length) {}

  @Override
  public void commit() {}

  @Override
  public void close() {}
}
