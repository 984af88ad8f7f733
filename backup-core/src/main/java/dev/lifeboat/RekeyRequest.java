package dev.lifeboat;

import dev.lifeboat.codec.Rewrapping;
import dev.lifeboat.error.Given;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * For whom backups are to be encrypted instead. Immutable; begin with {@link #of}.
 *
 * @param rewrapping exchanges the headers, with a private key that opens the backups now
 * @param added the public names of those who can decrypt from then on
 * @param dropped the public names of those who cannot any more
 * @param source the name of the source; empty for every source in the repository
 */
public record RekeyRequest(
    Rewrapping rewrapping, List<String> added, Set<String> dropped, Optional<String> source) {
  /** Copies what could change. */
  public RekeyRequest {
    Given.value(rewrapping, "what exchanges the headers");
    Given.value(source, "the source of a rekey request");
    added = Given.values(added, "the added recipients");
    dropped = Set.copyOf(Given.values(dropped, "the dropped recipients"));
  }

  /** Nobody is added or dropped yet; every source. */
  public static RekeyRequest of(Rewrapping rewrapping) {
    return new RekeyRequest(rewrapping, List.of(), Set.of(), Optional.empty());
  }

  /**
   * The same with others who can decrypt. Of those who can already, they vouch for the ones they
   * name: who else is named by an unsigned manifest must be named here, or dropped.
   */
  public RekeyRequest adding(Collection<String> recipients) {
    return new RekeyRequest(
        rewrapping, Given.values(recipients, "the added recipients"), dropped, source);
  }

  /**
   * The same without some who could decrypt. Whose name is added as well holds another secret from
   * then on, as names do not tell one passphrase from another.
   */
  public RekeyRequest dropping(Collection<String> recipients) {
    return new RekeyRequest(
        rewrapping,
        added,
        new TreeSet<>(Given.values(recipients, "the dropped recipients")),
        source);
  }

  /** The same for one source alone. */
  public RekeyRequest withSource(String name) {
    return new RekeyRequest(
        rewrapping, added, dropped, Optional.of(Given.value(name, "the name of a source")));
  }
}
