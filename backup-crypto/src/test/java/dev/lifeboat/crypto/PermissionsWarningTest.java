package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.crypto.openpgp.OpenPgpKeys;
import dev.lifeboat.crypto.openpgp.OpenPgpSecretKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever secret a file holds, reading it is told where others may read it too, and only there.
 */
class PermissionsWarningTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();

  @TempDir private Path folder;

  enum Kind {
    IDENTITY {
      @Override
      Path make(Path folder) throws IOException {
        Path file = folder.resolve("identity");
        IdentityFile.write(file, X25519Identity.generate(), Instant.EPOCH);
        return file;
      }

      @Override
      void read(Path file) throws IOException {
        IdentityFile.read(file);
      }
    },
    IDENTITY_OF_SSH {
      @Override
      Path make(Path folder) throws IOException {
        return Files.writeString(folder.resolve("id_ed25519"), SshKeys.newPrivateKey());
      }

      @Override
      void read(Path file) throws IOException {
        IdentityFile.read(file, PASSWORD);
      }
    },
    SIGNING_KEY {
      @Override
      Path make(Path folder) throws IOException {
        Path file = folder.resolve("signing");
        SigningKey.generate().write(file);
        return file;
      }

      @Override
      void read(Path file) throws IOException {
        SigningKey.read(file);
      }
    },
    PASSPHRASE {
      @Override
      Path make(Path folder) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), "correct horse\n");
      }

      @Override
      void read(Path file) throws IOException {
        PassphraseFile.read(file);
      }
    },
    KEY_STORE {
      @Override
      Path make(Path folder) throws IOException, InterruptedException {
        return KeyStores.in(folder);
      }

      @Override
      void read(Path file) throws IOException {
        KeyStoreService.open(file, PASSWORD, "aes");
      }
    },
    OPENPGP {
      @Override
      Path make(Path folder) throws IOException {
        return Files.write(folder.resolve("secret.gpg"), OpenPgpKeys.modern("anna").getEncoded());
      }

      @Override
      void read(Path file) throws IOException {
        OpenPgpSecretKey.read(file, new char[0]);
      }
    };

    abstract Path make(Path folder) throws IOException, InterruptedException;

    abstract void read(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatOthersMayReadIsTold(Kind kind) throws Exception {
    Skips.unless(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system knows no owners");
    Path file = kind.make(folder);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(logged(kind, file)).contains(file.toString(), "chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(logged(kind, file)).isEmpty();
  }

  /** What reading logs, which goes to standard error here. */
  private static String logged(Kind kind, Path file) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8)) {
      System.setErr(err);
      kind.read(file);
    } finally {
      System.setErr(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
