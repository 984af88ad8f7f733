package dev.lifeboat.crypto.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPBEEncryptedData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.bc.BcPBEDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Finds the keys that identities make of what lies before the data of a message. */
final class SessionKeys {
  private final PGPEncryptedDataList message;
  private final List<SessionKey> found = new ArrayList<>();

  private SessionKeys(PGPEncryptedDataList message) {
    this.message = message;
  }

  /**
   * All that may open a message, in the order of the identities.
   *
   * @throws dev.lifeboat.error.DamagedException if what is meant for one is malformed
   */
  static List<SessionKey> of(PGPEncryptedDataList message, List<OpenPgpIdentity> identities) {
    SessionKeys keys = new SessionKeys(message);
    for (OpenPgpIdentity identity : identities) {
      if (identity instanceof OpenPgpSecretKey secretKey) {
        secretKey.keys().forEach(keys::addAllFor);
      } else if (identity instanceof OpenPgpPassphrase passphrase) {
        keys.addAllFor(passphrase);
      }
    }
    return keys.found;
  }

  private void addAllFor(PGPKeyPair key) {
    for (PGPEncryptedData method : message) {
      if (method instanceof PGPPublicKeyEncryptedData wrapped
          && (isHidden(wrapped)
              || wrapped.getKeyIdentifier().matchesExplicit(key.getKeyIdentifier()))) {
        add(wrapped, key);
      }
    }
  }

  /** Whether the recipient is not to be known ({@code gpg --hidden-recipient}). */
  private static boolean isHidden(PGPPublicKeyEncryptedData wrapped) {
    return wrapped.getKeyIdentifier().isWildcard();
  }

  private void add(PGPPublicKeyEncryptedData wrapped, PGPKeyPair key) {
    try {
      PGPSessionKey unwrapped = wrapped.getSessionKey(new BcPublicKeyDataDecryptorFactory(key));
      found.add(new SessionKey(unwrapped, SessionKey.Origin.PRIVATE_KEY));
    } catch (PGPException | RuntimeException e) {
      if (!isHidden(wrapped)) {
        throw Damage.of("the wrapped session key is not what was written", e);
      }
    }
  }

  private void addAllFor(OpenPgpPassphrase passphrase) {
    char[] copy = passphrase.copy();
    try {
      for (PGPEncryptedData method : message) {
        if (method instanceof PGPPBEEncryptedData wrapped) {
          add(wrapped, copy);
        }
      }
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  private void add(PGPPBEEncryptedData wrapped, char[] passphrase) {
    try {
      PGPSessionKey key =
          wrapped.getSessionKey(
              new BcPBEDataDecryptorFactory(passphrase, new BcPGPDigestCalculatorProvider()));
      found.add(new SessionKey(key, SessionKey.Origin.PASSPHRASE));
    } catch (PGPException | RuntimeException e) {
      // What a wrong passphrase unwraps is most often no key; another may fit.
      return;
    }
  }
}
