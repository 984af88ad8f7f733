/**
 * Signatures in the format of <a href="https://jedisct1.github.io/minisign/">minisign</a>; stock
 * {@code minisign} verifies what is signed here, and reads and writes the same key files.
 *
 * <p>A host meets {@link dev.lifeboat.crypto.minisign.Minisign}: {@code Minisign.signing(key)}
 * signs, {@code Minisign.verifying(keys)} verifies and holds public keys alone.
 *
 * <p>A signature file has a comment that nothing covers; the Ed25519 signature of the BLAKE2b-512
 * digest of the document; the trusted comment; and the signature of the first signature and the
 * trusted comment together.
 */
@NullMarked
package dev.lifeboat.crypto.minisign;

import org.jspecify.annotations.NullMarked;
