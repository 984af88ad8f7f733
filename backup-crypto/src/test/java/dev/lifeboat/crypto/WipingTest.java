package dev.lifeboat.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.minisign.SigningKey;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret is in the memory of a process that has used and destroyed it: not even in what is
 * garbage, as that process collects none.
 */
class WipingTest {
  private static final int SEED_OFFSET_OF_MINISIGN = 62;

  @TempDir private Path folder;

  @Test
  void nothingOfASecretStaysInMemory() throws Exception {
    Map<String, byte[]> secrets = writeSecrets();
    byte[] kept = Randomness.bytes(32);
    Files.write(folder.resolve("kept"), kept);

    String heap = heapAfterUse();

    assertThat(heap.contains(new String(kept, ISO_8859_1))).as("what is kept is found").isTrue();
    secrets.forEach(
        (name, secret) ->
            assertThat(heap.contains(new String(secret, ISO_8859_1))).as(name).isFalse());
  }

  private Map<String, byte[]> writeSecrets() throws Exception {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    X25519Identity identity = X25519Identity.generate();
    IdentityFile.write(folder.resolve("x25519"), identity, Instant.EPOCH);
    String text = new String(identity.encoded());
    secrets.put("secret of age", Bech32.decode(text).data());
    secrets.put("line of age as bytes", text.getBytes(UTF_8));
    secrets.put("line of age as characters", text.getBytes(UTF_16BE));
    secrets.put("seed of SSH", writeSsh("ssh", 0));
    secrets.put("seed of a damaged file of SSH", writeSsh("ssh-damaged", 1));
    Path signing = folder.resolve("signing");
    SigningKey.generate().write(signing);
    byte[] decoded = Base64.getDecoder().decode(Files.readAllLines(signing).get(1));
    byte[] seed = new byte[32];
    ByteBuffer.wrap(decoded).position(SEED_OFFSET_OF_MINISIGN).get(seed);
    secrets.put("seed of minisign", seed);
    String passphrase = HexFormat.of().formatHex(Randomness.bytes(16));
    Files.writeString(folder.resolve("passphrase"), passphrase + "\n");
    secrets.put("passphrase as bytes", passphrase.getBytes(UTF_8));
    secrets.put("passphrase as characters", passphrase.getBytes(UTF_16BE));
    return secrets;
  }

  /** A key of OpenSSH, whose point is another one where that is wanted. */
  private byte[] writeSsh(String name, int change) throws Exception {
    byte[] seed = Randomness.bytes(32);
    byte[] publicKey = new byte[32];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    publicKey[0] ^= (byte) change;
    Files.writeString(
        folder.resolve(name), SshKeys.file("none", publicKey, SshKeys.pair(seed, publicKey)));
    return seed;
  }

  private String heapAfterUse() throws Exception {
    Process process =
        new ProcessBuilder(
                Jdks.own().toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+UseEpsilonGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SecretsInUse.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    Skips.unless(!output.contains("UseEpsilonGC"), "this JVM cannot go without garbage collection");
    assertThat(process.exitValue()).as(output).isZero();
    return new String(Files.readAllBytes(folder.resolve("heap.hprof")), ISO_8859_1);
  }
}
