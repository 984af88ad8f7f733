package dev.lifeboat.repository;

import dev.lifeboat.codec.Compression;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.Signer;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a backup before it is made. Immutable; begin with {@link #of}.
 *
 * @param source the stable name of the source
 * @param encryption of the volumes and the contents
 * @param compression of the data, which the manifest names
 * @param labels what to remember with the backup; stored unencrypted
 * @param signer signs the manifest; empty for none
 * @param clock tells when the backup begins and ends
 */
public record NewBackup(
    String source,
    Encryption encryption,
    Compression compression,
    SortedMap<String, String> labels,
    Optional<Signer> signer,
    InstantSource clock) {
  /** Copies what could change. */
  public NewBackup {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A backup without labels and signature, by the system's clock, with the default compression. */
  public static NewBackup of(String source, Encryption encryption) {
    return new NewBackup(
        source,
        encryption,
        Compression.DEFAULT,
        new TreeMap<>(),
        Optional.empty(),
        InstantSource.system());
  }

  /** The same with another compression. */
  public NewBackup withCompression(Compression other) {
    return new NewBackup(source, encryption, other, labels, signer, clock);
  }

  /** The same with other labels. */
  public NewBackup withLabels(SortedMap<String, String> others) {
    return new NewBackup(source, encryption, compression, others, signer, clock);
  }

  /** The same with a signature. */
  public NewBackup withSigner(Signer other) {
    return new NewBackup(source, encryption, compression, labels, Optional.of(other), clock);
  }

  /** The same by another clock. */
  public NewBackup withClock(InstantSource other) {
    return new NewBackup(source, encryption, compression, labels, signer, other);
  }
}
