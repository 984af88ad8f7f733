/** Tests that every storage, encryption, signature and scratch database of Lifeboat passes. */
module dev.lifeboat.testkit {
  requires transitive dev.lifeboat;
  requires org.assertj.core;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.lifeboat.testkit;

  // The methods of tests are of no use to anybody but JUnit.
  opens dev.lifeboat.testkit;
}
