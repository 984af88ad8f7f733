package dev.lifeboat.testing;

import dev.lifeboat.codec.ByteRanges;
import dev.lifeboat.codec.Decryption;
import dev.lifeboat.codec.Encryption;
import dev.lifeboat.codec.FinishableOutputStream;
import dev.lifeboat.error.DamagedException;
import dev.lifeboat.error.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A small authenticated encryption for tests below the crypto module: frames of AES-GCM, of which
 * the last is marked. Not for anything that matters.
 */
public final class FrameEncryption implements Encryption, Decryption {
  private static final int FRAME_BYTES = 16 * 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String recipient;

  private FrameEncryption(String recipient) {
    this.recipient = recipient;
  }

  /** Encrypts to somebody, and decrypts as the same. */
  public static FrameEncryption of(String recipient) {
    return new FrameEncryption(recipient);
  }

  @Override
  public String scheme() {
    return "frames";
  }

  @Override
  public String extension() {
    return "frames";
  }

  @Override
  public List<String> recipients() {
    return List.of(recipient);
  }

  @Override
  public FinishableOutputStream encrypt(OutputStream target) throws IOException {
    byte[] salt = new byte[8];
    RANDOM.nextBytes(salt);
    DataOutputStream out = new DataOutputStream(target);
    out.writeUTF(recipient);
    out.write(salt);
    return new Frames(out, salt);
  }

  @Override
  public InputStream decrypt(InputStream source) throws IOException {
    DataInputStream in = new DataInputStream(source);
    try {
      if (!in.readUTF().equals(recipient)) {
        throw new RefusedException("It is not encrypted for " + recipient);
      }
      return new Plain(in, in.readNBytes(8));
    } catch (EOFException e) {
      throw new DamagedException("it is cut in its header", e);
    }
  }

  @Override
  public ByteRanges decrypt(ByteRanges source) throws IOException {
    try (InputStream all = decrypt(source.readAll())) {
      return new PlainRanges(source, all.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private byte[] crypt(int mode, byte[] salt, int number, boolean last, byte[] bytes)
      throws GeneralSecurityException {
    byte[] key =
        MessageDigest.getInstance("SHA-256").digest(recipient.getBytes(StandardCharsets.UTF_8));
    byte[] nonce = new byte[12];
    System.arraycopy(salt, 0, nonce, 0, 8);
    for (int i = 0; i < 4; i++) {
      nonce[8 + i] = (byte) (number >>> (8 * i));
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
    return cipher.doFinal(bytes);
  }

  /** Any range, by reading all that lies before it. */
  private final class PlainRanges implements ByteRanges {
    private final ByteRanges source;
    private final long sizeBytes;

    PlainRanges(ByteRanges source, long sizeBytes) {
      this.source = source;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      try (InputStream plain = decrypt(source.readAll())) {
        plain.skipNBytes(offset);
        return new ByteArrayInputStream(plain.readNBytes(Math.toIntExact(length)));
      }
    }
  }

  private final class Frames extends FinishableOutputStream {
    private final DataOutputStream out;
    private final byte[] salt;
    private final byte[] frame = new byte[FRAME_BYTES];
    private int filled;
    private int number;

    Frames(DataOutputStream out, byte[] salt) {
      this.out = out;
      this.salt = salt;
    }

    @Override
    public void write(int b) throws IOException {
      if (filled == FRAME_BYTES) {
        send(false);
      }
      frame[filled++] = (byte) b;
    }

    @Override
    public void finish() throws IOException {
      send(true);
      out.flush();
    }

    @Override
    public void close() {}

    private void send(boolean last) throws IOException {
      try {
        byte[] plain = Arrays.copyOf(frame, filled);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, salt, number++, last, plain);
        out.writeBoolean(last);
        out.writeInt(sealed.length);
        out.write(sealed);
        filled = 0;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Plain extends InputStream {
    private final DataInputStream in;
    private final byte[] salt;
    private byte[] frame = new byte[0];
    private int position;
    private int number;
    private boolean last;

    Plain(DataInputStream in, byte[] salt) {
      this.in = in;
      this.salt = salt;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (position == frame.length) {
        if (last) {
          return -1;
        }
        nextFrame();
      }
      int count = Math.min(length, frame.length - position);
      System.arraycopy(frame, position, bytes, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private void nextFrame() throws IOException {
      try {
        last = in.readBoolean();
        int size = in.readInt();
        if (size < 16 || size > FRAME_BYTES + 16) {
          throw new DamagedException("a frame has the size " + size);
        }
        byte[] sealed = new byte[size];
        in.readFully(sealed);
        frame = crypt(Cipher.DECRYPT_MODE, salt, number++, last, sealed);
        position = 0;
      } catch (EOFException e) {
        throw new DamagedException("it is cut", e);
      } catch (GeneralSecurityException e) {
        throw new DamagedException("a frame was altered", e);
      }
    }
  }
}
