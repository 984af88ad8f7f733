package dev.lifeboat.crypto;

import dev.lifeboat.codec.Rewrapping;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the headers of age files anew; their file keys and payloads stay. */
final class AgeRewrapping implements Rewrapping {
  private static final int HEADER_BUFFER = 4 * 1024;

  private final List<AgeIdentity> identities;

  /** Those whose names cannot be parsed, such as a key service, among others. */
  private final Map<String, AgeRecipient> known = new HashMap<>();

  AgeRewrapping(List<AgeIdentity> identities, List<AgeRecipient> recipients) {
    this.identities = identities;
    identities.forEach(identity -> know(identity.recipient()));
    recipients.forEach(this::know);
  }

  private void know(AgeRecipient recipient) {
    known.put(recipient.toString(), recipient);
  }

  @Override
  public String scheme() {
    return Age.SCHEME;
  }

  @Override
  public List<String> holders() {
    return identities.stream().map(identity -> identity.recipient().toString()).toList();
  }

  @Override
  public void rewrap(InputStream source, OutputStream target, List<String> recipients)
      throws IOException {
    List<AgeRecipient> others = parse(recipients);
    InputStream buffered = new BufferedInputStream(source, HEADER_BUFFER);
    Header header = HeaderReader.read(buffered);
    byte[] sealed;
    try (FileKey fileKey = header.open(identities)) {
      sealed = Header.seal(fileKey, others);
    }
    target.write(sealed);
    buffered.transferTo(target);
  }

  private List<AgeRecipient> parse(List<String> names) {
    List<AgeRecipient> recipients = new ArrayList<>();
    for (String name : names) {
      AgeRecipient met = known.get(name);
      recipients.add(met == null ? AgeRecipient.parse(name) : met);
    }
    AgeRecipient.requireCompatible(recipients);
    return recipients;
  }

  @Override
  public String toString() {
    return "age rewrapping with " + identities;
  }
}
