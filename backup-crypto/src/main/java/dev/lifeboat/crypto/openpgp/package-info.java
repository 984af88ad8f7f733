/**
 * Encryption in the OpenPGP format (RFC 4880 as written; what RFC 9580 adds is read, too), for
 * those whose keys are there already; stock {@code gpg} reads what is written here, and what it
 * writes is read here.
 *
 * <p>A host meets {@link dev.lifeboat.crypto.openpgp.OpenPgp}: {@code OpenPgp.to(recipients)}
 * encrypts and holds public keys alone, {@code OpenPgp.with(identities)} decrypts. A recipient is
 * an {@link dev.lifeboat.crypto.openpgp.OpenPgpPublicKey} or an {@link
 * dev.lifeboat.crypto.openpgp.OpenPgpPassphrase}, an identity an {@link
 * dev.lifeboat.crypto.openpgp.OpenPgpSecretKey} or a passphrase.
 *
 * <p>The format authenticates a file at its very end. So that no byte is shown before, a file is
 * read twice: the encrypted bytes are kept in a private temporary file (the <em>spool</em>), the
 * first <em>pass</em> checks them to the end, the second shows what they hold. That costs disk and
 * twice the time: age is the better choice where both are possible.
 */
@NullMarked
package dev.lifeboat.crypto.openpgp;

import org.jspecify.annotations.NullMarked;
