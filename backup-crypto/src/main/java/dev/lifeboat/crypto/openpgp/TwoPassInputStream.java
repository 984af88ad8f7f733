package dev.lifeboat.crypto.openpgp;

import dev.lifeboat.crypto.stream.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the source and reads it to its end before the first byte is shown. */
final class TwoPassInputStream extends BulkInputStream {
  private final InputStream source;
  private final List<OpenPgpIdentity> identities;
  private @Nullable Spool spool;
  private @Nullable InputStream content;

  /** Why nothing can be read any more. */
  private @Nullable String over;

  TwoPassInputStream(InputStream source, List<OpenPgpIdentity> identities) {
    this.source = source;
    this.identities = identities;
  }

  @Override
  protected int readSome(byte[] bytes, int offset, int length) throws IOException {
    if (over != null) {
      throw new IOException("The decrypting stream " + over);
    }
    // Whatever goes wrong, reading on must not come upon what looks like the end.
    over = "has failed";
    int count = content().read(bytes, offset, length);
    over = null;
    return count;
  }

  private InputStream content() throws IOException {
    if (content == null) {
      spool = Spool.of(source);
      content = Message.authenticate(spool, identities).read();
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    over = "is closed";
    if (spool != null) {
      spool.close();
    }
    source.close();
  }
}
