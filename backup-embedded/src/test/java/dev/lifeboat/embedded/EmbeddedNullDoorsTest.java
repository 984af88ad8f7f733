package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.NullDoors;
import dev.lifeboat.testing.Samples;
import org.junit.jupiter.api.Test;

/** Whatever null a host passes in is refused at once, in a sentence that names it. */
class EmbeddedNullDoorsTest {
  @Test
  void nullIsRefusedByNameWhereDatabasesAreNamed() {
    try (EmbeddedServer server = EmbeddedServer.start()) {
      NullDoors doors = new NullDoors(new Samples().with(EmbeddedServer.class, server));
      doors.tryTypes(EmbeddedScratch.class, EmbeddedServer.class);
      assertThat(doors.unclear()).isEmpty();
      assertThat(doors.count()).isEqualTo(4);
    }
  }
}
