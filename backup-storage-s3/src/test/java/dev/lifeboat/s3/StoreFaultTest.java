package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.RefusedException;
import dev.lifeboat.error.RetryableException;
import dev.lifeboat.s3.StoreFault.Kind;
import dev.lifeboat.storage.ObjectKey;
import dev.lifeboat.storage.PermissionDeniedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Every error code of the S3 reference, what it means here, and what a person is to do. */
class StoreFaultTest {
  private static final ObjectKey KEY = new ObjectKey("a/b");
  private static final Map<Kind, Class<? extends LifeboatException>> TYPES =
      Map.of(
          Kind.RETRYABLE, RetryableException.class,
          Kind.REFUSED, RefusedException.class,
          Kind.DENIED, PermissionDeniedException.class);

  static Stream<Row> rows() throws IOException {
    try (InputStream table = StoreFaultTest.class.getResourceAsStream("/store-faults.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).map(Row::parse).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyCodeIsAKindASentenceAndANextStep(Row row) {
    LifeboatException failure =
        S3Failures.sort(row.answer(), Action.STORE, Optional.of(KEY), "s3://backups");

    assertThat(failure).isExactlyInstanceOf(TYPES.get(row.fault().kind()));
    assertThat(failure)
        .hasMessage(
            "Could not store 'a/b' in s3://backups: %s (%s)",
            row.fault().words(Action.STORE), (row.status() + " " + row.code()).trim());
  }

  @Test
  void everyCodeThatIsKnownIsInTheTable() throws IOException {
    assertThat(rows().map(Row::code).toList())
        .containsAll(
            Stream.of(StoreFault.values()).flatMap(fault -> fault.codes().stream()).toList());
  }

  @ParameterizedTest
  @EnumSource(StoreFault.class)
  void everyFaultSaysWhatToDo(StoreFault fault) {
    assertThat(fault.words(Action.LIST)).contains("; ").doesNotContain("%", "Exception");
  }

  /**
   * A line of the table.
   *
   * @param code empty where the answer has none
   */
  record Row(String code, int status, StoreFault fault) {
    static Row parse(String line) {
      String[] words = line.split(" ");
      return new Row(
          words[0].equals("-") ? "" : words[0],
          Integer.parseInt(words[1]),
          StoreFault.valueOf(words[2]));
    }

    S3Exception answer() {
      AwsErrorDetails details = AwsErrorDetails.builder().errorCode(code).build();
      return (S3Exception)
          S3Exception.builder()
              .statusCode(status)
              .awsErrorDetails(code.isEmpty() ? null : details)
              .build();
    }

    @Override
    public String toString() {
      return "%d %s".formatted(status, code);
    }
  }
}
