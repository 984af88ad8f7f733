package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lifeboat.Lifeboat;
import dev.lifeboat.codec.Plaintext;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.event.Event;
import dev.lifeboat.repository.BackupWriter;
import dev.lifeboat.repository.HandMadeDump;
import dev.lifeboat.repository.NewBackup;
import dev.lifeboat.repository.Repository;
import dev.lifeboat.retention.RetentionPolicy;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.Storage;
import dev.lifeboat.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** What time it is at the store, and what a host does whose clock differs. */
class StoreClockTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");

  private final FaultyHttp http = new FaultyHttp();
  private S3Server server;
  private OtherWriter host;
  private Storage storage;

  @BeforeEach
  void start() {
    server = S3Server.start("backups", UnaryOperator.identity());
    host = new OtherWriter(server, "backups", http);
    storage = S3Storage.in("backups").client(host.client()).build();
  }

  @AfterEach
  void stop() {
    storage.close();
    host.close();
    server.close();
  }

  @Test
  void everyAnswerTellsTheTimeOfTheStore() {
    assertThat(storage.now()).as("before any answer").isEmpty();
    storage.find(KEY);
    assertThat(ahead()).isCloseTo(0, within(2L));

    answersAreDated(Duration.ofMinutes(10));
    storage.children(Optional.empty()).close();
    storage.find(KEY);
    assertThat(ahead()).isCloseTo(600, within(2L));

    answersAreDated(Duration.ofMinutes(-10));
    assertThat(storage.list(new ObjectKey("a"))).isEmpty();
    assertThat(ahead()).isCloseTo(-600, within(2L));
  }

  @Test
  void aRefusalTellsItToo() {
    answersAreDated(Duration.ofHours(1));
    try (Storage nowhere = S3Storage.in("nowhere").client(host.client()).build()) {
      assertThatThrownBy(() -> nowhere.delete(KEY)).isInstanceOf(RefusedException.class);
      assertThat(ChronoUnit.MINUTES.between(Instant.now(), nowhere.now().orElseThrow()))
          .isBetween(58L, 60L);
    }
  }

  /** The SDK signs by the store's clock from then on, and tells nobody. */
  @Test
  void aClockThatTheSdkCorrectsIsSeen() {
    Duration ahead = Duration.ofMinutes(10);
    AtomicInteger answers = new AtomicInteger();
    http.change =
        (request, response) ->
            dated(answers.getAndIncrement() == 0 ? tooSkewed(response) : response, ahead);

    assertThat(storage.children(Optional.empty())).isEmpty();

    assertThat(answers).hasValueGreaterThan(1);
    assertThat(ahead()).isCloseTo(600, within(2L));
  }

  @Test
  void anAnswerThatTookLongIsNoOtherTime() {
    SettableClock here = SettableClock.at("2026-11-22T06:00:00Z");
    StoreClock clock = new StoreClock(here);
    Instant begun = clock.begin();
    here.advance(Duration.ofMinutes(20));

    clock.see(begun, dated("Sun, 22 Nov 2026 06:03:00 GMT"));
    assertThat(clock.now()).contains(here.instant());
    clock.see(begun, dated("Sun, 22 Nov 2026 05:59:00 GMT"));
    assertThat(clock.now()).contains(here.instant().minusSeconds(60));
    clock.see(begun, dated("next Sunday"));
    assertThat(clock.now()).contains(here.instant().minusSeconds(60));
  }

  @Test
  void aHostWhoseClockIsNotTheStoresPrunesNothingAndIsWarnedOtherwise() throws IOException {
    NewBackup made = NewBackup.of("school", Plaintext.INSTANCE);
    try (BackupWriter writer = Repository.in(storage).begin(made)) {
      writer.commit(new HandMadeDump("x").writeTo(writer));
    }
    List<Event> events = new ArrayList<>();
    Lifeboat.Builder builder = Lifeboat.builder().storage(storage).listener(events::add);
    RetentionPolicy policy = RetentionPolicy.keep().last(1);
    builder.build().planPrune(policy);
    Lifeboat ahead = builder.clock(() -> Instant.now().plus(Duration.ofMinutes(6))).build();

    assertThatThrownBy(() -> ahead.planPrune(policy))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("The clock of this host says", "s3://backups", "then prune");
    ahead.canary();
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("The clock of this host says");
  }

  private long ahead() {
    return ChronoUnit.SECONDS.between(Instant.now(), storage.now().orElseThrow());
  }

  private void answersAreDated(Duration ahead) {
    http.change = (request, response) -> dated(response, ahead);
  }

  private static HttpExecuteResponse dated(HttpExecuteResponse response, Duration ahead) {
    OffsetDateTime date = Instant.now().plus(ahead).atOffset(ZoneOffset.UTC);
    return FaultyHttp.withHeader(
        response, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
  }

  private static HttpExecuteResponse tooSkewed(HttpExecuteResponse response) {
    String body = "<Error><Code>RequestTimeTooSkewed</Code><Message>injected</Message></Error>";
    response.responseBody().ifPresent(AbortableInputStream::abort);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(403)
                .putHeader("Content-Type", "application/xml")
                .putHeader("Content-Length", Integer.toString(body.length()))
                .build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII))))
        .build();
  }

  private static Object dated(String date) {
    return ListObjectsV2Response.builder()
        .sdkHttpResponse(SdkHttpResponse.builder().statusCode(200).putHeader("Date", date).build())
        .build();
  }
}
