package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.storage.StoredObject;
import dev.lifeboat.storage.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Answers of a store that are none: each would pass for a bucket with fewer objects, or none. */
@Timeout(60)
class NonsenseAnswersTest {
  private static final ObjectKey KEY = new ObjectKey("school/a");
  private static final ObjectKey FOLDER = new ObjectKey("school");

  private final FaultyHttp http = new FaultyHttp();
  private S3Server server;
  private OtherWriter host;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start("backups", UnaryOperator.identity());
    host = new OtherWriter(server, "backups", http);
    storage = S3Storage.in("backups").client(host.client()).build();
    put(KEY);
    put(new ObjectKey("school/b"));
  }

  @AfterEach
  void stop() {
    storage.close();
    host.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ListAllMyBucketsResult><Owner><ID>u</ID></Owner><Buckets><Bucket><Name>backups</Name></Bucket></Buckets></ListAllMyBucketsResult>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Log in</title></head><body/></html>",
        "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>",
        "<ListBucketResult><Name>others</Name><IsTruncated>false</IsTruncated></ListBucketResult>"
      })
  void whatIsNoListingOfTheBucketIsRefused(String document) {
    answerListings(body -> document);

    for (ThrowingCallable action : listings()) {
      assertThatThrownBy(action)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no listing of bucket 'backups'")
          .hasMessageContaining("path-style=true");
    }
    assertThatThrownBy(() -> storage.find(new ObjectKey("missing")))
        .hasMessageContaining("no listing of bucket 'backups'");
  }

  @Test
  void aPageToLogInIsRefused() {
    answerListings(body -> "<!doctype html><html><head><meta charset=utf-8><br>Sign in");

    for (ThrowingCallable action : listings()) {
      assertThatThrownBy(action)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("not that of an S3 store; check the endpoint");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<NextContinuationToken></NextContinuationToken>"})
  void aListingThatIsCutShortIsNoListing(String token) {
    answerListings(body -> truncated(body, token));

    for (ThrowingCallable action : listings()) {
      assertThatThrownBy(action)
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("cut a listing short");
    }
  }

  @Test
  void aListingThatGoesOnAtTheSamePlaceEnds() {
    answerListings(body -> truncated(body, "<NextContinuationToken>AAAA</NextContinuationToken>"));

    for (ThrowingCallable action : listings()) {
      assertThatThrownBy(action)
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("never ends a listing");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NextKeyMarker></NextKeyMarker><NextUploadIdMarker></NextUploadIdMarker>",
        "<NextKeyMarker>a</NextKeyMarker><NextUploadIdMarker>1</NextUploadIdMarker>",
        ""
      })
  void theListOfUploadsEndsWhereItsPagesDoNot(String markers) {
    answer(
        request -> request.rawQueryParameters().containsKey("uploads"),
        body ->
            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
                + markers
                + "</ListMultipartUploadsResult>");

    List<ThrowingCallable> actions =
        List.of(() -> storage.sweepUploads(Instant.now()), storage::unfinishedUploads);
    for (ThrowingCallable action : actions) {
      assertThatThrownBy(action)
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("a listing");
    }
  }

  @Test
  void anAccessPointListsTheBucketBehindIt() {
    Bucket alias = new Bucket(host.client(), "backups-x1-s3alias", "", Optional.empty());
    Bucket arn =
        new Bucket(host.client(), "arn:aws:s3:eu-central-1:1:accesspoint/p", "", Optional.empty());

    assertThat(List.of(alias, arn)).allMatch(Bucket::isAlias);
  }

  @Test
  void aBodyWithoutItsLengthIsReadByItsRange() throws Exception {
    http.change = (request, response) -> FaultyHttp.withoutHeader(response, "Content-Length");

    try (InputStream in = storage.read(KEY, 1, Long.MAX_VALUE)) {
      assertThat(in.readAllBytes()).hasSize(9);
    }
  }

  @Test
  void aBodyWithoutLengthAndRangeIsRefused() {
    http.change =
        (request, response) ->
            FaultyHttp.withoutHeader(
                FaultyHttp.withoutHeader(response, "Content-Length"), "Content-Range");

    assertThatThrownBy(() -> storage.read(KEY, 0, 10))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Content-Length");
  }

  @Test
  void whatALookUpLeavesOutIsListed() throws Exception {
    StoredObject known = storage.find(KEY).orElseThrow();
    for (String header : List.of("Content-Length", "Last-Modified")) {
      http.change =
          (request, response) ->
              request.method() == SdkHttpMethod.HEAD
                  ? FaultyHttp.withoutHeader(response, header)
                  : response;

      StoredObject found = storage.find(KEY).orElseThrow();

      assertThat(found.sizeBytes()).isEqualTo(10);
      assertThat(found.storedAt()).isBetween(known.storedAt().minusSeconds(1), Instant.now());
      put(new ObjectKey("school/without-" + header));
    }
  }

  @Test
  void whatAListingLeavesOutIsLookedUp() {
    answerListings(
        body ->
            body.replaceAll("<LastModified>[^<]*</LastModified>", "")
                .replaceAll("<Size>[^<]*</Size>", ""));

    assertThat(storage.list(FOLDER)).extracting(StoredObject::sizeBytes).containsExactly(10L, 10L);
    assertThat(storage.list(FOLDER)).allMatch(object -> object.storedAt() != null);
  }

  @Test
  void aTimeThatIsToldNowhereIsMissedInOneSentence() {
    answerListings(body -> body.replaceAll("<LastModified>[^<]*</LastModified>", ""));
    var inListings = http.change;
    http.change =
        (request, response) ->
            FaultyHttp.withoutHeader(inListings.apply(request, response), "Last-Modified");

    assertThatThrownBy(() -> storage.list(FOLDER).toList())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not tell the time of 'school/a'");
  }

  @Test
  void anUploadThatIsBegunNowhereIsRefused() {
    answer(
        request -> request.method() == SdkHttpMethod.POST,
        body -> "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>");

    assertThatThrownBy(
            () -> {
              try (Upload upload = storage.upload(new ObjectKey("large"))) {
                upload.write(new byte[9 << 20]);
                upload.commit();
              }
            })
        .isInstanceOf(LifeboatException.class)
        .hasMessageContaining("not that of an S3 store");
  }

  private List<ThrowingCallable> listings() {
    return List.of(
        () -> storage.list(FOLDER).toList(),
        () -> storage.children(Optional.empty()).toList(),
        () -> storage.children(Optional.of(FOLDER)).toList());
  }

  private void answerListings(UnaryOperator<String> document) {
    answer(request -> request.rawQueryParameters().containsKey("list-type"), document);
  }

  private void answer(Predicate<SdkHttpRequest> which, UnaryOperator<String> document) {
    http.change =
        (request, response) -> which.test(request) ? changed(response, document) : response;
  }

  private static HttpExecuteResponse changed(
      HttpExecuteResponse response, UnaryOperator<String> document) {
    try (InputStream body = response.responseBody().orElseThrow()) {
      String text = document.apply(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      return FaultyHttp.withBody(
          FaultyHttp.withoutHeader(response, "Content-Length"),
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String truncated(String listing, String token) {
    return listing.replaceAll(
        "<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>" + token);
  }

  private void put(ObjectKey key) throws IOException {
    try (Upload upload = storage.upload(key)) {
      upload.write(new byte[10]);
      upload.commit();
    }
  }
}
