package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.crypto.minisign.VerificationKey;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpIdentity;
import dev.lifeboat.crypto.openpgp.OpenPgpPassphrase;
import dev.lifeboat.crypto.openpgp.OpenPgpPublicKey;
import dev.lifeboat.crypto.openpgp.OpenPgpRecipient;
import dev.lifeboat.crypto.openpgp.OpenPgpSecretKey;
import dev.lifeboat.testing.NullDoors;
import dev.lifeboat.testing.Samples;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;

/** Whatever null a host passes in is refused at once, in a sentence that names it. */
class CryptoNullDoorsTest {
  @Test
  void nullIsRefusedByNameWhereKeysAreGiven() throws GeneralSecurityException {
    X25519Identity identity = X25519Identity.generate();
    OpenPgpPassphrase passphrase = OpenPgpPassphrase.of("a".toCharArray());
    NullDoors doors =
        new NullDoors(
            new Samples()
                .with(KeyStore.class, KeyStore.getInstance("PKCS12"))
                .with(AgeIdentity.class, identity)
                .with(KeyPairIdentity.class, identity)
                .with(AgeRecipient.class, identity.recipient())
                .with(OpenPgpIdentity.class, passphrase)
                .with(OpenPgpRecipient.class, passphrase));
    doors.tryFactories(
        Age.class,
        AgeIdentity.class,
        AgeRecipient.class,
        HybridIdentity.class,
        HybridRecipient.class,
        IdentityFile.class,
        KeyServiceIdentity.class,
        KeyServiceRecipient.class,
        KeyStoreService.class,
        Minisign.class,
        OpenPgp.class,
        OpenPgpPassphrase.class,
        OpenPgpPublicKey.class,
        OpenPgpSecretKey.class,
        PassphraseFile.class,
        PassphraseIdentity.class,
        PassphraseRecipient.class,
        RecipientFile.class,
        SigningKey.class,
        SshIdentity.class,
        SshRecipient.class,
        VerificationKey.class,
        X25519Identity.class,
        X25519Recipient.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isGreaterThan(40);
  }
}
