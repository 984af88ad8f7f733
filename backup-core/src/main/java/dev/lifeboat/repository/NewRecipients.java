package dev.lifeboat.repository;

import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.codec.Signer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * For whom a backup is to be stored again.
 *
 * @param rewrapping exchanges the headers of its objects
 * @param names the public names of all who can decrypt it then
 * @param signer signs the new manifest; empty for none
 * @param clock tells when it was done
 */
public record NewRecipients(
    Rewrapping rewrapping, List<String> names, Optional<Signer> signer, InstantSource clock) {
  /** Copies what could change. */
  public NewRecipients {
    names = List.copyOf(names);
  }
}
