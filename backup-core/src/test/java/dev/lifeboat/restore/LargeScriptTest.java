package dev.lifeboat.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.event.Events;
import dev.lifeboat.testing.Allocation;
import dev.lifeboat.testing.TestDatabase;
import dev.lifeboat.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A script is loaded as it comes, however long it is. */
class LargeScriptTest {
  private static final long LITTLE = 64L << 20;
  private static final byte[] BEGIN =
      "CREATE UNLOGGED TABLE public.t (a text);\nCOPY public.t FROM stdin;\n".getBytes(UTF_8);
  private static final byte[] END = "\\.\n".getBytes(UTF_8);

  @Test
  void someHundredMegabytesAreStreamed() throws Exception {
    load(300);
  }

  @Test
  @Tag("large")
  void tenGigabytesAreStreamed() throws Exception {
    load(10_240);
  }

  private static void load(int megabytes) throws Exception {
    try (TestDatabase database = TestPostgres.of(17).createDatabase()) {
      Restorer restorer = Restorer.of(RestoreOptions.defaults(), Events.silent("restore"));
      Target target = Target.database(database.dataSource());
      assertThat(Allocation.of(() -> restorer.restoreScript(script(megabytes), target)))
          .isLessThan(LITTLE);
      assertThat(database.value("SELECT count(*) FROM public.t"))
          .isEqualTo(String.valueOf(megabytes));
    }
  }

  /** Rows of a megabyte each, which the server compresses. */
  private static InputStream script(int rows) {
    byte[] row = ("x".repeat((1 << 20) - 1) + "\n").getBytes(UTF_8);
    Iterator<byte[]> parts =
        Stream.of(Stream.of(BEGIN), Collections.nCopies(rows, row).stream(), Stream.of(END))
            .flatMap(part -> part)
            .iterator();
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          @Override
          public boolean hasMoreElements() {
            return parts.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(parts.next());
          }
        });
  }
}
