/**
 * Contracts: tests that an implementation of an SPI inherits, from one class that makes it.
 *
 * <ul>
 *   <li>{@link dev.lifeboat.testkit.StorageContract} for a {@link dev.lifeboat.storage.Storage};
 *   <li>{@link dev.lifeboat.testkit.AuthenticatedEncryptionContract} for a {@link
 *       dev.lifeboat.codec.Encryption} and its {@link dev.lifeboat.codec.Decryption};
 *   <li>{@link dev.lifeboat.testkit.SigningContract} for a {@link dev.lifeboat.codec.Signer};
 *   <li>{@link dev.lifeboat.testkit.ScratchDatabaseContract} for a {@link
 *       dev.lifeboat.verify.ScratchDatabase}.
 * </ul>
 *
 * <p>They need JUnit 5 and AssertJ, which this module brings along; the engine that runs tests is
 * the host's own.
 */
@NullMarked
package dev.lifeboat.testkit;

import org.jspecify.annotations.NullMarked;
