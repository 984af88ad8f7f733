package dev.lifeboat.crypto;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The textual beginning of an age file, as it was read, not yet authenticated.
 *
 * @param stanzas the wrapped file keys, at least one
 * @param authenticated the bytes that the code covers
 * @param mac the code that is claimed to authenticate them
 */
record Header(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {
  static final String VERSION_LINE = "age-encryption.org/v1\n";
  static final String STANZA_MARK = "-> ";
  static final String END_MARK = "---";

  /** A body is broken into lines of this length; a shorter one, be it empty, ends it. */
  static final int BODY_COLUMNS = 64;

  /**
   * How long a header may be: room for over a thousand X25519 recipients, and a bound on what a
   * hostile file can make a reader keep and compute. What is longer is neither read nor written.
   */
  static final int MAX_BYTES = 128 * 1024;

  /** The last line: its mark, a space, the code of 32 bytes in base64, a line feed. */
  private static final int MAC_LINE_BYTES = END_MARK.length() + 1 + 43 + 1;

  /** How many bytes of the file the header takes. */
  long sizeBytes() {
    return (long) authenticated.length - END_MARK.length() + MAC_LINE_BYTES;
  }

  /**
   * Finds the file key and authenticates the header with it.
   *
   * @throws RefusedException if none of the identities is meant
   * @throws dev.lifeboat.error.DamagedException if the header was altered
   */
  FileKey open(Collection<? extends AgeIdentity> identities) throws IOException {
    if (stanzas.size() > 1 && stanzas.stream().anyMatch(it -> it.type().equals(Scrypt.TYPE))) {
      throw Damage.inHeader("a passphrase is not its only recipient");
    }
    FileKey fileKey = unwrap(identities);
    if (MessageDigest.isEqual(fileKey.mac(authenticated), mac)) {
      return fileKey;
    }
    fileKey.close();
    throw Damage.inHeader("its authentication code does not match");
  }

  private FileKey unwrap(Collection<? extends AgeIdentity> identities) throws IOException {
    for (AgeIdentity identity : identities) {
      FileKey fileKey = identity.unwrap(stanzas);
      if (fileKey != null) {
        return fileKey;
      }
    }
    throw new RefusedException(
        "No given identity opens the age file, which has %d %s; give the private key of a recipient"
                .formatted(stanzas.size(), stanzas.size() == 1 ? "recipient" : "recipients")
            + " it was encrypted to (tried: %s)".formatted(publicKeys(identities)));
  }

  private static String publicKeys(Collection<? extends AgeIdentity> identities) {
    return identities.stream()
        .map(identity -> identity.recipient().toString())
        .collect(Collectors.joining(", "));
  }

  /**
   * Writes a header that wraps the file key for every recipient.
   *
   * @throws RefusedException if it would be too long to be read again
   */
  static byte[] seal(FileKey fileKey, Collection<? extends AgeRecipient> recipients)
      throws IOException {
    StringBuilder text = new StringBuilder(VERSION_LINE);
    for (AgeRecipient recipient : recipients) {
      append(text, recipient.wrap(fileKey));
    }
    text.append(END_MARK);
    byte[] mac = fileKey.mac(ascii(text));
    byte[] header = ascii(text.append(' ').append(Base64Text.encode(mac)).append('\n'));
    if (header.length > MAX_BYTES) {
      throw new RefusedException(
          "A header for %d recipients would have %,d bytes, %,d at most are read; give fewer"
              .formatted(recipients.size(), header.length, MAX_BYTES));
    }
    return header;
  }

  private static void append(StringBuilder text, Stanza stanza) {
    text.append(STANZA_MARK).append(String.join(" ", stanza.arguments())).append('\n');
    String body = Base64Text.encode(stanza.body());
    for (int start = 0; start <= body.length(); start += BODY_COLUMNS) {
      text.append(body, start, Math.min(start + BODY_COLUMNS, body.length())).append('\n');
    }
  }

  private static byte[] ascii(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
