package dev.lifeboat.s3;

/** What is asked of a bucket, and the permission for it. */
enum Action {
  STORE("store", "s3:PutObject"),
  READ("read", "s3:GetObject, and s3:ListBucket to tell what is missing"),
  FIND("look up", "s3:GetObject, and s3:ListBucket to tell what is missing"),
  LIST("list", "s3:ListBucket"),
  DELETE("delete", "s3:DeleteObject"),
  DISCARD("discard the upload of", "s3:AbortMultipartUpload"),
  LIST_UPLOADS("list uploads below", "s3:ListBucketMultipartUploads");

  private final String verb;
  private final String permission;

  Action(String verb, String permission) {
    this.verb = verb;
    this.permission = permission;
  }

  String verb() {
    return verb;
  }

  String permission() {
    return permission;
  }
}
