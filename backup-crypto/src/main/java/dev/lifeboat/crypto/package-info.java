/**
 * Encryption in the age format, version 1, as its public specification defines it (<a
 * href="https://c2sp.org/age">c2sp.org/age</a>); stock {@code age} reads what is written here, and
 * what it writes is read here.
 *
 * <p>A host meets {@link dev.lifeboat.crypto.Age}: {@code Age.to(recipients)} encrypts and holds
 * public keys alone, {@code Age.with(identities)} decrypts. {@link
 * dev.lifeboat.crypto.IdentityFile} keeps identities as {@code age-keygen} does.
 *
 * <p>Inside, an age file is a <em>header</em>, whose <em>stanzas</em> each wrap the one <em>file
 * key</em> for one recipient, and a <em>payload</em> of 64 KiB chunks sealed with a key derived
 * from it. A kind of key is one subclass of {@link dev.lifeboat.crypto.AgeRecipient} that makes a
 * stanza and one of {@link dev.lifeboat.crypto.AgeIdentity} that opens it; nothing else knows the
 * kinds but the two {@code parse} methods: X25519, post-quantum hybrid, passphrase, OpenSSH, and a
 * {@link dev.lifeboat.crypto.KeyService} that keeps the key elsewhere.
 *
 * <p>Bulk data goes through the JCA cipher, which the JVM accelerates; key agreement and derivation
 * through Bouncy Castle.
 */
@NullMarked
package dev.lifeboat.crypto;

import org.jspecify.annotations.NullMarked;
