/** Encryption to public keys, with the age format first. */
module dev.lifeboat.crypto {
  requires transitive dev.lifeboat;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.lifeboat.crypto;
}
