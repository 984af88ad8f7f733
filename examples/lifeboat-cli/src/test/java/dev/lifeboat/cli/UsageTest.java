package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Skip;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage ends with 2 and one sentence that says what was probably meant. */
class UsageTest {
  private static final String JAVA = "(?s).*(java|software|picocli)\\.|.*(Exception|null|Conver).*";

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("lsit", "'lsit' is no command of lifeboat; did you mean list?"),
        mistake("restroe latest", "'restroe' is no command of lifeboat; did you mean restore?"),
        mistake("fly", "'fly' is no command of lifeboat"),
        mistake("help lsit", "'lsit' is no command of lifeboat; did you mean list?"),
        mistake(
            "list --sources s",
            "'--sources' is no option of lifeboat list; did you mean --source?"),
        mistake("list --repo r --colour", "'--colour' is no option of lifeboat list"),
        mistake(
            "backup --recip=age1x",
            "'--recip' is no option of lifeboat backup; did you mean --recipient?"),
        mistake("list x --repo r", "lifeboat list takes no argument 'x'; give its options by name"),
        mistake(
            "dump postgresql://a:hunter2@h/d",
            "lifeboat dump takes no such argument; give its options by name"),
        mistake(
            "list @nowhere", "There is no file 'nowhere' to read arguments from; check its name"),
        mistake("backup", "lifeboat backup needs --source NAME and --repo LOC; add them"),
        mistake("list", "lifeboat list needs --repo LOC; add it"),
        mistake("show --repo r", "lifeboat show needs ID|latest; add it"),
        mistake("list --repo", "--repo needs a value; give --repo LOC"),
        mistake("list --repo a --repo b", "--repo is given twice; give it once"),
        mistake("", "No command is given; name one, such as lifeboat backup"),
        mistake("dump --to f --jobs 0", "--jobs is '0'; give a whole number of 1 or more"),
        mistake("dump --to f --jobs x", "--jobs is 'x'; give a whole number of 1 or more"),
        mistake(
            "prune --repo r --keep-last -1",
            "--keep-last is '-1'; give a whole number of 1 or more"),
        mistake(
            "prune --repo r --zone Mars/X",
            "--zone is 'Mars/X'; give a time zone such as Europe/Paris, UTC or +02:00"),
        mistake(
            "prune --repo r --keep-last 1 --now today",
            "--now is 'today'; give a moment such as 2026-11-22T06:00:00Z"),
        mistake(
            "dump --to f --compress rar", "--compress is 'rar'; give zstd:1 to zstd:19, gzip:1"),
        mistake("dump --to f --section x", "--section is 'x'; give pre-data, data or post-data"),
        mistake(
            "verify latest --repo r --depth deep",
            "--depth is 'deep'; give present, checksum, decode, restore"),
        mistake("backup --source s --repo r --label x", "--label is 'x'; give K=V"),
        mistake(
            "backup --source s --repo . --unencrypted --db postgresql://h/d --label a=1 --label a=2",
            "There is a label 'a' already; give each label one value"),
        mistake(
            "load --from . --into postgresql://h/d --owner-map =x",
            "--owner-map is '=x'; give OLD=NEW"),
        mistake(
            "restore latest --repo . --into postgresql://h/d --owner-map a=b --owner-map a=c",
            "a is to get two other names; give it one"),
        mistake(
            "restore latest --repo . --into postgresql://h/d --schema-map a=b --schema-map a=b",
            "a is to get two other names; give it one"),
        mistake(
            "restore latest --repo . --into postgresql://h/d --tablespace-map a= --tablespace-map a=b",
            "a is to get two other names; give it one"),
        mistake(
            "list --repo s3://bucket?region=a&region=b",
            "--repo has the parameter 'region' twice; give it once"),
        mistake("show yesterday --repo .", "'yesterday' is no backup id; ids look like"),
        mistake("list --repo ftp://h/d", "The location of the repository is neither a directory"),
        mistake("list --repo s3://", "'s3://' names no bucket; write s3://bucket/prefix"),
        mistake("dump --to f --db mysql://a:hunter2@h/d", "The database URL begins with neither"),
        mistake("dump --to f", "No database is named; give --db postgresql://user@host/database"),
        mistake("restore latest --repo .", "No database is named; give --into postgresql://"),
        mistake("dump --to f --db postgresql:///d -t app.\"", "The pattern 'app.\"'"),
        mistake("list --repo . --verify-key RWx", "The verification key is no public key"),
        mistake("backup --source s --repo r --recipient age1x", "The recipient"),
        mistake(
            "backup --source a/b --repo r --unencrypted --db postgresql://h/d",
            "'a/b' cannot name a source; use letters"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void readsLikeThis(String words, String sentence) {
    Cli.Run run = Cli.run(Stream.concat(Stream.of("--json"), words(words)).toArray());

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.errors()).startsWith(sentence).hasLineCount(2).contains("Try 'lifeboat");
    assertThat(run.toString()).doesNotContain("hunter2").doesNotMatch(JAVA);
    assertThat(run.document()).containsEntry("exitCode", 2L).containsEntry("kind", "usage");
    assertThat(run.document().get("error").toString()).startsWith(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary --repo r --max-age",
        "prune --repo r --keep-last 1 --keep-within",
        "dump --to f --db postgresql://127.0.0.1:1/d --lock-wait-timeout",
        "dump --to f --db postgresql://127.0.0.1:1/d --network-timeout"
      })
  void timesAreWrittenTheSameEverywhere(String words) {
    assertThat(Cli.run((Object[]) (words + " 30d").split(" ")).exitCode()).isEqualTo(1);
    assertThat(Cli.run((Object[]) (words + " soon").split(" ")).usage())
        .contains("is 'soon'; give a time such as 30s, 26h, 30d or ISO 8601");
  }

  @Test
  void helpExplainsACommand() {
    assertThat(Cli.run("help", "backup").done().output())
        .isEqualTo(Cli.run("backup", "--help").done().output())
        .startsWith("Usage: lifeboat backup");
    assertThat(Cli.run("help").done().output()).isEqualTo(Cli.run("--help").done().output());
  }

  @Test
  void everyExitCodeIsExplained() {
    for (String command : List.of("--help", "list --help")) {
      String help = Cli.run((Object[]) command.split(" ")).done().output();
      for (ExitCode code : ExitCode.values()) {
        assertThat(help.replaceAll("\\s+", " ")).contains(" " + code.number() + " " + code.words());
      }
    }
  }

  @Test
  void filesThatAreMissingAreToldAsThat() {
    String missing = folder.resolve("missing.txt").toString();
    for (Object[] words :
        List.of(
            new Object[] {"list", "--repo", folder, "--verify-key", missing},
            new Object[] {"backup", "--source", "s", "--repo", "r", "--recipient", missing},
            new Object[] {"canary", "--repo", folder, "--identity", missing},
            new Object[] {"canary", "--repo", folder, "--passphrase-file", missing},
            new Object[] {
              "canary",
              "--repo",
              folder,
              "--key-store",
              missing,
              "--key-alias",
              "a",
              "--passphrase-env",
              "P"
            },
            new Object[] {"rekey", "--repo", folder, "--drop", "age1x", "--identity", missing},
            new Object[] {"load", "--into", "postgresql://h/d", "--from", missing},
            new Object[] {"load", "--into", "postgresql://h/d", "--from", ".", "--filter", missing},
            new Object[] {"load", "--into", "postgresql://h/d", "--from", ".", "-L", missing},
            new Object[] {"dump", "--to", "x", "--db", "postgresql://h/d", "--filter", missing},
            new Object[] {"convert", "--to", "x", "--from", missing})) {
      String sentence = Cli.runIn(Map.of("P", "secret"), words).failure();
      assertThat(sentence)
          .as(sentence)
          .contains(missing)
          .matches("(There is no .*|.*does not exist.*)");
    }
  }

  @Test
  void aBucketWithoutARegionIsToldAsThat() {
    if (System.getenv("AWS_REGION") != null) {
      throw Skip.because("AWS_REGION is set here");
    }
    System.setProperty("aws.disableEc2Metadata", "true");
    System.setProperty("aws.configFile", folder.resolve("none").toString());
    try {
      assertThat(Cli.run("list", "--repo", "s3://bucket/x").failure())
          .isEqualTo(
              "The region of bucket 'bucket' is not known; add region=... to its address, or set"
                  + " AWS_REGION");
    } finally {
      System.clearProperty("aws.disableEc2Metadata");
      System.clearProperty("aws.configFile");
    }
  }

  private static Stream<String> words(String words) {
    return Stream.of(words.split(" ")).filter(word -> !word.isEmpty());
  }

  private static Arguments mistake(String words, String sentence) {
    return Arguments.of(words, sentence);
  }
}
