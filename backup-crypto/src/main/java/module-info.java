/** Encryption to public keys: the age format first, and OpenPGP; signatures of minisign. */
module dev.lifeboat.crypto {
  requires transitive dev.lifeboat;
  requires org.bouncycastle.pg;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.lifeboat.crypto;
  exports dev.lifeboat.crypto.minisign;
  exports dev.lifeboat.crypto.openpgp;
}
