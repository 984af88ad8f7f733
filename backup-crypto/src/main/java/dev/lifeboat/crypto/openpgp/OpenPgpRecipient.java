package dev.lifeboat.crypto.openpgp;

/** Who can decrypt: a public key, or whoever knows a passphrase. Thread-safe. */
public sealed interface OpenPgpRecipient permits OpenPgpPublicKey, OpenPgpPassphrase {}
