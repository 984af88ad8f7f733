package dev.lifeboat.s3;

import java.util.Arrays;
import java.util.Set;

/**
 * What a store's answer means: what is true, and what to do next.
 *
 * <p>Codes: Amazon S3 API reference, "Error responses", and what Ceph, MinIO, Swift and others say
 * beyond it. A code that is not known is read by its status.
 */
enum StoreFault {
  BUSY(
      Kind.RETRYABLE,
      "the store is busy or failing; try again later",
      "SlowDown",
      "SlowDownRead",
      "SlowDownWrite",
      "RequestTimeout",
      "InternalError",
      "ServiceUnavailable",
      "ServerBusy",
      "Busy",
      "Throttling",
      "ThrottlingException",
      "RequestLimitExceeded",
      "TooManyRequests",
      "OperationAborted",
      "ConnectionClosedByRequester",
      "ResponseInterrupted",
      "ConditionalRequestConflict",
      "XMinioServerNotInitialized",
      "XMinioReadQuorum",
      "XMinioWriteQuorum"),
  SPOILED(
      Kind.RETRYABLE,
      "the data was spoiled on its way; try again, and check the network if it happens again",
      "BadDigest",
      "InvalidDigest",
      "IncompleteBody",
      "InvalidPart",
      "InvalidPartOrder"),
  EXPIRED(
      Kind.REFUSED,
      "the session token has expired; renew the temporary credentials, and try again",
      "ExpiredToken",
      "ExpiredTokenException",
      "InvalidSessionException",
      "TokenRefreshRequired"),
  TOKEN(
      Kind.REFUSED,
      "the store does not accept the session token; check AWS_SESSION_TOKEN, and unset it for"
          + " credentials that last",
      "InvalidToken",
      "InvalidTokenId",
      "TokenCodeInvalidError"),
  CREDENTIALS(
      Kind.REFUSED,
      "the store does not accept the credentials; check access key and secret key",
      "InvalidAccessKeyId",
      "SignatureDoesNotMatch",
      "InvalidSecurity",
      "CredentialsNotSupported",
      "MissingSecurityHeader",
      "MissingSecurityElement",
      "MissingAuthenticationToken",
      "InvalidSignature",
      "UnsupportedSignature",
      "UnauthorizedAccess",
      "UnauthorizedAccessError"),
  CLOCK(
      Kind.REFUSED,
      "the clocks of this machine and of the store differ; set them",
      "RequestTimeTooSkewed",
      "RequestExpired"),
  REGION(
      Kind.REFUSED,
      "the bucket is in another region; set its region",
      "PermanentRedirect",
      "TemporaryRedirect",
      "Redirect",
      "AuthorizationHeaderMalformed",
      "IllegalLocationConstraintException",
      "InvalidLocationConstraint",
      "InvalidRegion",
      "IncorrectEndpoint"),
  ELSEWHERE(
      Kind.REFUSED,
      "the endpoint sends requests elsewhere; check that it is the store's S3 address and not its"
          + " console, and that the network asks for no log-in"),
  NO_BUCKET(
      Kind.REFUSED,
      "the bucket does not exist; create it or correct its name",
      "NoSuchBucket",
      "NoSuchAccessPoint",
      "NoSuchMultiRegionAccessPoint"),
  BUCKET_NAME(
      Kind.REFUSED,
      "the bucket cannot have that name; correct it",
      "InvalidBucketName",
      "InvalidAccessPoint",
      "InvalidAccessPointAliasError"),
  NO_UPLOAD(Kind.REFUSED, "the upload was swept as abandoned; upload it again", "NoSuchUpload"),
  FULL(
      Kind.REFUSED,
      "the store or its quota is full; make room, or raise the quota",
      "QuotaExceeded",
      "InsufficientStorage",
      "InsufficientCapacity",
      "ServiceQuotaExceeded",
      "LimitExceeded",
      "BucketFull",
      "DiskFull",
      "XMinioStorageFull",
      "XMinioAdminBucketQuotaExceeded"),
  ACCOUNT(
      Kind.REFUSED,
      "the account may not use the store; ask its provider",
      "AccountProblem",
      "AllAccessDisabled",
      "NotSignedUp",
      "NotDeviceOwnerError",
      "InvalidPayer",
      "UserSuspended",
      "NoSuchUser"),
  PERMISSION(
      Kind.DENIED,
      "permission denied; check the credentials and allow %s",
      "AccessDenied",
      "Forbidden",
      "AccessForbidden",
      "Unauthorized",
      "UnexpectedIPError"),
  CHECKSUMS(
      Kind.REFUSED,
      "the store cannot read uploads that carry a checksum; set"
          + " AWS_REQUEST_CHECKSUM_CALCULATION=when_required, or send them without chunked encoding",
      "XAmzContentSHA256Mismatch",
      "XAmzContentChecksumMismatch",
      "InvalidTrailer",
      "MalformedTrailerError",
      "UnsupportedTrailer"),
  PART_SIZE(
      Kind.REFUSED,
      "the store takes no part or object of that size; set another part size",
      "EntityTooLarge",
      "EntityTooSmall",
      "InlineDataTooLarge",
      "MaxMessageLengthExceeded"),
  ARCHIVED(
      Kind.REFUSED,
      "the object is archived in a slow storage class; restore it in the store, then try again",
      "InvalidObjectState",
      "InvalidStorageClass"),
  LOCKED(
      Kind.REFUSED,
      "the store keeps the object by a lock or a rule of retention; wait until it ends",
      "ObjectLocked",
      "InvalidRetentionPeriod",
      "InvalidBucketState",
      "WORMProtected"),
  KEY_LENGTH(
      Kind.REFUSED,
      "the store takes no key of that length; choose a shorter prefix or name of the source",
      "KeyTooLongError",
      "KeyTooLong"),
  KEY_SERVICE(
      Kind.REFUSED,
      "the key that the bucket encrypts with cannot be used; check it in the store's key service",
      "KMS.DisabledException",
      "KMS.InvalidKeyUsageException",
      "KMS.KMSInvalidStateException",
      "KMS.KeyUnavailableException",
      "KMS.NotFoundException",
      "InvalidEncryptionAlgorithmError",
      "ServerSideEncryptionConfigurationNotFoundError"),
  ADDRESS(
      Kind.REFUSED,
      "the store does not know the address; check the endpoint, and whether it wants path style",
      "EndpointNotFound",
      "InvalidAddressingHeader",
      "InvalidHostHeader",
      "InvalidURI",
      "NoSuchRoute",
      "NoSuchWebsiteConfiguration"),
  PROXY(
      Kind.REFUSED,
      "the proxy asks for a user and a password; set them in https_proxy or http_proxy"),
  NOT_IMPLEMENTED(
      Kind.REFUSED,
      "the store does not implement this; change the settings of the storage (send uploads without"
          + " chunked encoding, or without checksums) or the store",
      "NotImplemented",
      "InvalidHttpMethod",
      "MethodNotAllowed",
      "UnsupportedOperation"),
  OTHER(Kind.REFUSED, "the store refuses the request; see the cause");

  /** What is true, and whether another attempt helps. */
  enum Kind {
    RETRYABLE,
    REFUSED,
    DENIED
  }

  private final Kind kind;
  private final String words;
  private final Set<String> codes;

  StoreFault(Kind kind, String words, String... codes) {
    this.kind = kind;
    this.words = words;
    this.codes = Set.of(codes);
  }

  Kind kind() {
    return kind;
  }

  Set<String> codes() {
    return codes;
  }

  /** What it means and what to do, in words that follow the name of what failed. */
  String words(Action action) {
    return words.formatted(action.permission());
  }

  /** The meaning of an answer. */
  static StoreFault of(String code, int status) {
    return Arrays.stream(values())
        .filter(fault -> fault.codes.contains(code))
        .findFirst()
        .orElseGet(() -> of(status));
  }

  private static StoreFault of(int status) {
    return switch (status) {
      case 301, 307, 308 -> REGION;
      case 300, 302, 303 -> ELSEWHERE;
      case 401, 403 -> PERMISSION;
      case 405, 501 -> NOT_IMPLEMENTED;
      case 407 -> PROXY;
      case 408, 409, 425, 429 -> BUSY;
      case 411, 413 -> PART_SIZE;
      case 507 -> FULL;
      default -> status < 300 || status >= 500 ? BUSY : OTHER;
    };
  }
}
