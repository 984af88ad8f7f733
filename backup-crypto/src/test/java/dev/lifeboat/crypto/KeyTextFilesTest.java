package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTextFilesTest {
  @TempDir private Path folder;

  @Test
  void aFileOfRecipientsMayHoldAllKinds() throws IOException {
    AgeRecipient first = X25519Identity.generate().recipient();
    AgeRecipient second = SshKeys.newIdentity().recipient();
    Path file = file("# the school\r\n" + first + "\r\n\n" + second + " anna@school\n");
    assertThat(RecipientFile.read(file)).containsExactly(first, second);
  }

  @Test
  void aMistakeInAFileOfRecipientsIsNamedByItsLine() throws IOException {
    Path file = file("# the school\nage1nonsense\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> RecipientFile.read(file))
        .withMessageContaining(file + ", line 2");
    String secret = new String(X25519Identity.generate().encoded());
    Path wrong = file(secret + "\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> RecipientFile.read(wrong))
        .withMessageContaining("private key")
        .withMessageNotContaining(secret.substring(20, 30));
  }

  @Test
  void nothingUsableIsRefused() throws IOException {
    for (Path file : new Path[] {file(""), file("# nothing\n"), file("#".repeat(2_000_000))}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> RecipientFile.read(file))
          .withMessageContaining(file.toString());
    }
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> RecipientFile.read(folder.resolve("missing")));
  }

  @Test
  void aPassphraseIsTheFirstLine() throws IOException {
    assertThat(PassphraseFile.read(file("correct horse\n")))
        .containsExactly(chars("correct horse"));
    assertThat(PassphraseFile.read(file("Schlüssel\r\nmore"))).containsExactly(chars("Schlüssel"));
    assertThat(PassphraseFile.read(file(" blanks "))).containsExactly(chars(" blanks "));
    for (String empty : new String[] {"", "\n", "\r\nsecond"}) {
      Path file = file(empty);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> PassphraseFile.read(file))
          .withMessageContaining("is empty");
    }
  }

  private static char[] chars(String text) {
    return text.toCharArray();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "file", ".txt"), content);
  }
}
