package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.stream.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPSessionKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a message gives. Nothing of it is authenticated before the end, which is shown
 * once it is: so the bytes go nowhere in the first pass.
 */
final class MessageInputStream extends BulkInputStream {
  private final MessageSource source;
  private final BCPGInputStream packets;
  private final Deque<PGPObjectFactory> layers = new ArrayDeque<>();
  private @Nullable PGPSessionKeyEncryptedData data;
  private InputStream content = InputStream.nullInputStream();
  private boolean ended;

  private MessageInputStream(InputStream source) {
    this.source = new MessageSource(source);
    this.packets = new BCPGInputStream(this.source);
  }

  /**
   * Begins a pass.
   *
   * @throws dev.lifeboat.error.DamagedException if the beginning is not what was written
   */
  static MessageInputStream open(InputStream source, SessionKey key) throws IOException {
    MessageInputStream stream = new MessageInputStream(source);
    try {
      stream.begin(key);
      return stream;
    } catch (IOException | PGPException | RuntimeException e) {
      throw stream.source.explain(e);
    }
  }

  private void begin(SessionKey key) throws IOException, PGPException {
    PGPEncryptedDataList message = new PGPEncryptedDataList(packets);
    source.header();
    data = message.extractSessionKeyEncryptedData();
    layer(data.getDataStream(key.decryptorOf(data.getEncData())));
    content = literal();
  }

  private void layer(InputStream stream) {
    layers.push(new PGPObjectFactory(stream, new BcKeyFingerprintCalculator()));
  }

  /** The data itself, under one layer of compression at most, and perhaps signed. */
  private InputStream literal() throws IOException, PGPException {
    Object next = layers.element().nextObject();
    while (next instanceof PGPOnePassSignatureList
        || next instanceof PGPSignatureList
        || next instanceof PGPMarker) {
      next = layers.element().nextObject();
    }
    if (next instanceof PGPCompressedData compressed && layers.size() == 1) {
      layer(compressed.getDataStream());
      return literal();
    }
    if (next instanceof PGPLiteralData literal) {
      return literal.getInputStream();
    }
    throw Damage.of("it holds no data");
  }

  @Override
  protected int readSome(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    try {
      int count = content.read(bytes, offset, length);
      if (count < 0) {
        requireEnd();
        ended = true;
      }
      return count;
    } catch (IOException | PGPException | RuntimeException e) {
      throw source.explain(e);
    }
  }

  private void requireEnd() throws IOException, PGPException {
    for (PGPObjectFactory layer : layers) {
      Object next = layer.nextObject();
      while (next instanceof PGPSignatureList || next instanceof PGPMarker) {
        next = layer.nextObject();
      }
      if (next != null) {
        throw Damage.of("something follows its data");
      }
    }
    if (SessionKey.endsInDigest(data.getEncData()) && !data.verify()) {
      throw Damage.of("its digest does not match");
    }
    if (packets.read() >= 0) {
      throw Damage.of("something follows its end");
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
