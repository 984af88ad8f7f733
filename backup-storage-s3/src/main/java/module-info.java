/** Keeps Lifeboat's backups in Amazon S3 and what speaks its protocol. */
module dev.lifeboat.s3 {
  requires transitive dev.lifeboat;
  requires static transitive org.jspecify;
  requires transitive software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.apache5;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires transitive software.amazon.awssdk.core;
  requires transitive software.amazon.awssdk.services.s3;

  exports dev.lifeboat.s3;
}
