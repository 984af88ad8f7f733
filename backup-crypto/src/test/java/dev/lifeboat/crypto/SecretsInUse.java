package dev.lifeboat.crypto;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.lifeboat.crypto.minisign.Minisign;
import dev.lifeboat.crypto.minisign.SigningKey;
import dev.lifeboat.error.RefusedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.Destroyable;

/**
 * A program that uses keys of a folder, destroys them, and writes down all that its memory holds.
 */
final class SecretsInUse {
  /** The one secret that is not wiped, to show that the others would be found. */
  private static byte[] kept = {};

  private SecretsInUse() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    kept = Files.readAllBytes(folder.resolve("kept"));
    for (String name : List.of("x25519", "ssh")) {
      destroy(IdentityFile.read(folder.resolve(name)));
    }
    try {
      IdentityFile.read(folder.resolve("ssh-damaged"));
      throw new IllegalStateException("a damaged key was read");
    } catch (RefusedException e) {
      // What was read of it is to be wiped nevertheless.
    }
    SigningKey signing = SigningKey.read(folder.resolve("signing"));
    Minisign.signing(signing).sign(new byte[100], "comment");
    signing.destroy();
    passphrase(folder.resolve("passphrase"));
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(folder.resolve("heap.hprof").toString(), false);
    System.out.println(kept.length);
  }

  private static void passphrase(Path file) throws IOException {
    char[] passphrase = PassphraseFile.read(file);
    destroy(List.of(PassphraseIdentity.of(passphrase)));
    Arrays.fill(passphrase, '\0');
  }

  private static void destroy(List<? extends Destroyable> secrets) {
    try {
      for (Destroyable secret : secrets) {
        secret.destroy();
      }
    } catch (javax.security.auth.DestroyFailedException e) {
      throw new IllegalStateException(e);
    }
  }
}
