package dev.lifeboat.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * A fresh key pair agrees with the recipient's (ECDH), HKDF makes a key of it, and
 * ChaCha20-Poly1305 seals with that: two bytes of length, the fresh public key as X.509 encodes it,
 * the sealed key.
 */
record EcKeyWrapping(PublicKey publicKey, @Nullable PrivateKey privateKey) implements KeyWrapping {
  private static final String INFO = KeyServices.TYPE + " EC";

  @Override
  public byte[] fingerprint() {
    return Sha256.fingerprint(publicKey);
  }

  @Override
  public byte[] wrap(byte[] fileKey) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(((ECPublicKey) publicKey).getParams());
    KeyPair fresh = generator.generateKeyPair();
    byte[] share = fresh.getPublic().getEncoded();
    byte[] wrapKey = wrapKey(fresh.getPrivate(), publicKey, share);
    try (FileKey copy = FileKey.of(fileKey.clone())) {
      return ByteBuffer.allocate(Short.BYTES + share.length + FileKey.WRAPPED_LENGTH)
          .putShort((short) share.length)
          .put(share)
          .put(copy.wrap(wrapKey))
          .array();
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
    if (privateKey == null) {
      throw new InvalidKeyException("The key store has only the certificate");
    }
    ByteBuffer source = ByteBuffer.wrap(wrapped);
    byte[] share = share(source);
    byte[] body = new byte[source.remaining()];
    source.get(body);
    PublicKey peer = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(share));
    if (!Arrays.equals(peer.getEncoded(), share)) {
      throw new InvalidKeyException("The public key is not encoded as it should be");
    }
    try (FileKey fileKey = FileKey.unwrap(wrapKey(privateKey, peer, share), body)) {
      if (fileKey == null) {
        throw new InvalidKeyException("The key was wrapped with another");
      }
      return fileKey.copy();
    }
  }

  private static byte[] share(ByteBuffer source) throws InvalidKeyException {
    try {
      byte[] share = new byte[source.getShort() & 0xffff];
      source.get(share);
      if (source.remaining() == FileKey.WRAPPED_LENGTH) {
        return share;
      }
    } catch (BufferUnderflowException e) {
      throw new InvalidKeyException("The wrapped key is cut off", e);
    }
    throw new InvalidKeyException("The wrapped key has a wrong length");
  }

  private byte[] wrapKey(PrivateKey own, PublicKey peer, byte[] share)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(peer, true);
    byte[] shared = agreement.generateSecret();
    try {
      byte[] salt = org.bouncycastle.util.Arrays.concatenate(share, publicKey.getEncoded());
      return Hkdf.derive(shared, salt, INFO);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "EC key";
  }
}
