package dev.lifeboat.crypto.minisign;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.error.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Verifies minisign signatures. */
final class MinisignVerifier implements SignatureVerifier {
  private final List<VerificationKey> keys;

  MinisignVerifier(List<VerificationKey> keys) {
    this.keys = keys;
  }

  @Override
  public String extension() {
    return Minisign.EXTENSION;
  }

  @Override
  public String verify(byte[] document, byte[] signature) {
    SignatureFile file = SignatureFile.parse(signature);
    VerificationKey key = keyOf(file);
    if (!key.hasSigned(SignatureFile.digest(document), file.signature())) {
      throw new DamagedException("what was signed is not what is there");
    }
    if (!key.hasSigned(
        SignatureFile.covered(file.signature(), file.comment()), file.globalSignature())) {
      throw new DamagedException("its trusted comment was altered");
    }
    return new String(file.comment(), StandardCharsets.UTF_8);
  }

  private VerificationKey keyOf(SignatureFile file) {
    return keys.stream()
        .filter(key -> key.id().equals(file.keyId()))
        .findFirst()
        .orElseThrow(
            () ->
                new DamagedException(
                    "it was made with key %s, and trusted is %s"
                        .formatted(
                            file.keyId(),
                            keys.stream()
                                .map(key -> key.id().toString())
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return "minisign by " + keys;
  }
}
