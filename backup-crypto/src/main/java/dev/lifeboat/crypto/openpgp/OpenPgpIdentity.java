package dev.lifeboat.crypto.openpgp;

import javax.security.auth.Destroyable;

/**
 * What decrypts: a private key, or a passphrase. Thread-safe. Its secret is in no {@code
 * toString()} and no exception; once destroyed, whatever uses it throws {@link
 * IllegalStateException}.
 */
public sealed interface OpenPgpIdentity extends Destroyable
    permits OpenPgpSecretKey, OpenPgpPassphrase {}
