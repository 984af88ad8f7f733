package dev.lifeboat.crypto.benchmark;

import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.crypto.Age;
import dev.lifeboat.crypto.X25519Identity;
import dev.lifeboat.crypto.openpgp.OpenPgp;
import dev.lifeboat.crypto.openpgp.OpenPgpPublicKey;
import dev.lifeboat.crypto.openpgp.OpenPgpSecretKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole files of 32 MiB through the streams, beside the cipher of the JVM alone over as many chunks.
 * An operation is a mebibyte, so that the score is MiB/s of one core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(2)
public class EncryptionBenchmark {
  private static final int MEBIBYTES = 32;
  private static final int CHUNK = 64 * 1024;

  /** As those of zstd. */
  private static final int BUFFER = 2 * CHUNK;

  private static final int CHUNKS = MEBIBYTES * 16;

  private final byte[] plain = new byte[CHUNK];
  /** As much as a file, so that the memory it comes from is as far away. */
  private final byte[][] sealed = new byte[CHUNKS][CHUNK + 16];

  private final byte[] output = new byte[CHUNK + 16];
  private final byte[] opened = new byte[CHUNK];
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] key = new byte[32];
  private Encryption age;
  private Decryption ageBack;
  private byte[] ageFile;
  private Encryption openPgp;
  private Decryption openPgpBack;
  private byte[] openPgpFile;
  private Cipher chaCha;
  private Cipher aesCfb;

  /** Makes the keys and the files that are read. */
  @Setup
  public void prepare() throws GeneralSecurityException, IOException, PGPException {
    X25519Identity identity = X25519Identity.generate();
    age = Age.to(identity.recipient());
    ageBack = Age.with(identity);
    ageFile = file(age);
    prepareOpenPgp();
    chaCha = Cipher.getInstance("ChaCha20-Poly1305");
    aesCfb = Cipher.getInstance("AES/CFB/NoPadding");
    for (int i = 0; i < sealed.length; i++) {
      chaCha.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), nonce(i));
      chaCha.doFinal(plain, 0, CHUNK, sealed[i], 0);
    }
  }

  /** To a public key, since the passphrase of a file costs as much as many megabytes of it. */
  private void prepareOpenPgp() throws IOException, PGPException {
    OpenPGPKey pair = new BcOpenPGPApi().generateKey(4).ed25519x25519Key("benchmark").build();
    Path file = Files.createTempFile("lifeboat-benchmark", ".key");
    try {
      Files.write(file, pair.getEncoded());
      openPgpBack = OpenPgp.with(OpenPgpSecretKey.read(file, new char[0]));
    } finally {
      Files.delete(file);
    }
    openPgp = OpenPgp.to(OpenPgpPublicKey.parse(pair.toCertificate().getEncoded()));
    openPgpFile = file(openPgp);
  }

  private byte[] file(Encryption encryption) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    encrypt(encryption, target);
    return target.toByteArray();
  }

  private static IvParameterSpec nonce(int number) {
    return new IvParameterSpec(ByteBuffer.allocate(12).putInt(4, number).array());
  }

  private void encrypt(Encryption encryption, OutputStream target) throws IOException {
    try (FinishableOutputStream stream = encryption.encrypt(target)) {
      for (int i = 0; i < CHUNKS / 2; i++) {
        stream.write(buffer, 0, BUFFER);
      }
      stream.finish();
    }
  }

  private long decrypt(Decryption decryption, byte[] file) throws IOException {
    long total = 0;
    try (InputStream stream = decryption.decrypt(new ByteArrayInputStream(file))) {
      int count = stream.read(buffer, 0, BUFFER);
      while (count >= 0) {
        total += count;
        count = stream.read(buffer, 0, BUFFER);
      }
    }
    return total;
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public int chaChaAloneSeals() throws GeneralSecurityException {
    int last = 0;
    for (int i = 0; i < CHUNKS; i++) {
      chaCha.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), nonce(i));
      last = chaCha.doFinal(plain, 0, CHUNK, output, 0);
    }
    return last;
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public int chaChaAloneOpens() throws GeneralSecurityException {
    int last = 0;
    for (int i = 0; i < CHUNKS; i++) {
      chaCha.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), nonce(i));
      last = chaCha.doFinal(sealed[i], 0, CHUNK + 16, opened, 0);
    }
    return last;
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public void ageEncrypts() throws IOException {
    encrypt(age, OutputStream.nullOutputStream());
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public long ageDecrypts() throws IOException {
    return decrypt(ageBack, ageFile);
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public int aesCfbAlone() throws GeneralSecurityException {
    int last = 0;
    aesCfb.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    for (int i = 0; i < CHUNKS; i++) {
      last = aesCfb.update(plain, 0, CHUNK, opened, 0);
    }
    return last;
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public void openPgpEncrypts() throws IOException {
    encrypt(openPgp, OutputStream.nullOutputStream());
  }

  @Benchmark
  @OperationsPerInvocation(MEBIBYTES)
  public long openPgpDecrypts() throws IOException {
    return decrypt(openPgpBack, openPgpFile);
  }
}
