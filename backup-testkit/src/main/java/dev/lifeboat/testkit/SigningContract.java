package dev.lifeboat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.codec.SignatureVerifier;
import dev.lifeboat.codec.Signer;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.LifeboatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link Signer} and its {@link SignatureVerifier} do. */
public abstract class SigningContract {
  private static final byte[] DOCUMENT = "{ \"id\" : 1 }\n".getBytes(StandardCharsets.UTF_8);
  private static final String STATEMENT = "lifeboat backup=1 source=schöol";

  /** For tests of implementations. */
  protected SigningContract() {}

  /** A signer with a key of its own, always the same key. */
  protected abstract Signer signer();

  /** A signer with another key. */
  protected abstract Signer other();

  @Test
  void whatWasSignedIsVerifiedAndGivesItsStatement() {
    byte[] signature = signer().sign(DOCUMENT, STATEMENT);

    assertThat(signer().verifier().verify(DOCUMENT, signature)).isEqualTo(STATEMENT);
    assertThat(signer().verifier().extension()).isEqualTo(signer().extension());
  }

  @Test
  void anEmptyDocumentAndAnEmptyStatementCanBeSigned() {
    byte[] signature = signer().sign(new byte[0], "");

    assertThat(signer().verifier().verify(new byte[0], signature)).isEmpty();
  }

  @Test
  void aStatementIsOneLine() {
    assertThatThrownBy(() -> signer().sign(DOCUMENT, "one\ntwo"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDocumentThatIsAlteredAtAnyByteIsRefused() {
    byte[] signature = signer().sign(DOCUMENT, STATEMENT);
    for (int i = 0; i < DOCUMENT.length; i++) {
      refuses(altered(DOCUMENT, i, 1), signature);
    }
    refuses(Arrays.copyOf(DOCUMENT, DOCUMENT.length - 1), signature);
    refuses(Arrays.copyOf(DOCUMENT, DOCUMENT.length + 1), signature);
    refuses(new byte[0], signature);
  }

  /** A comment that nothing covers may change; what is verified then is the same all the same. */
  @Test
  void aSignatureThatIsAlteredAtAnyBitIsRefusedOrSaysTheSame() {
    byte[] signature = signer().sign(DOCUMENT, STATEMENT);
    SignatureVerifier verifier = signer().verifier();
    for (int i = 0; i < signature.length * 8; i++) {
      byte[] altered = altered(signature, i / 8, 1 << (i % 8));
      String statement;
      try {
        statement = verifier.verify(DOCUMENT, altered);
      } catch (DamagedException e) {
        continue;
      }
      assertThat(statement).as("bit %d", i).isEqualTo(STATEMENT);
    }
  }

  @Test
  void aSignatureThatIsCutAnywhereIsRefused() {
    byte[] signature = signer().sign(DOCUMENT, STATEMENT);
    // The last byte may be the end of a line.
    for (int length = 0; length < signature.length - 1; length++) {
      refuses(DOCUMENT, Arrays.copyOf(signature, length));
    }
  }

  @Test
  void aSignatureOfAnotherDocumentOrByAnotherKeyIsRefused() {
    refuses(DOCUMENT, signer().sign("other".getBytes(StandardCharsets.UTF_8), STATEMENT));
    refuses(DOCUMENT, other().sign(DOCUMENT, STATEMENT));
  }

  @Test
  void noMessageHoldsWhatWasSigned() {
    byte[] signature = other().sign(DOCUMENT, "a statement");

    assertThatThrownBy(() -> signer().verifier().verify(DOCUMENT, signature))
        .isInstanceOf(LifeboatException.class)
        .message()
        .doesNotContain("\n");
  }

  private void refuses(byte[] document, byte[] signature) {
    assertThatThrownBy(() -> signer().verifier().verify(document, signature))
        .isInstanceOf(DamagedException.class);
  }

  private static byte[] altered(byte[] bytes, int position, int mask) {
    byte[] altered = bytes.clone();
    altered[position] ^= (byte) mask;
    return altered;
  }
}
