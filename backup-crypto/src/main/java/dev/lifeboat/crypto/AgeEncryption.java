package dev.lifeboat.crypto;

import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes age files. Every file has a key of its own. */
final class AgeEncryption implements Encryption {
  private final List<AgeRecipient> recipients;

  AgeEncryption(List<AgeRecipient> recipients) {
    this.recipients = recipients;
  }

  @Override
  public String scheme() {
    return Age.SCHEME;
  }

  @Override
  public String extension() {
    return Age.SCHEME;
  }

  @Override
  public List<String> recipients() {
    return recipients.stream().map(AgeRecipient::toString).toList();
  }

  @Override
  public FinishableOutputStream encrypt(OutputStream target) throws IOException {
    try (FileKey fileKey = FileKey.generate()) {
      byte[] nonce = Randomness.bytes(Preamble.NONCE_LENGTH);
      target.write(Header.seal(fileKey, recipients));
      target.write(nonce);
      return new PayloadOutputStream(target, fileKey.payloadKey(nonce));
    }
  }

  @Override
  public String toString() {
    return "age to " + recipients;
  }
}
