package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1434, 1.4 KiB",
    "10188, 9.9 KiB",
    "10239, 10.0 KiB",
    "10240, 10 KiB",
    "24696061952, 23 GiB",
    "9223372036854775807, 8192 PiB"
  })
  void sizesHaveTheirUnit(long bytes, String words) {
    assertThat(Words.size(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "1000|1,000", "1234567|1,234,567", "-999|-999", "-1000|-1,000"})
  void countsAreGrouped(long number, String words) {
    assertThat(Words.count(number)).isEqualTo(words);
  }
}
