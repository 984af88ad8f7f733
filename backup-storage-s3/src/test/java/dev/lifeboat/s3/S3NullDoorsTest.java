package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.NullDoors;
import dev.lifeboat.testing.Samples;
import org.junit.jupiter.api.Test;

/** Whatever null a host passes in is refused at once, in a sentence that names it. */
class S3NullDoorsTest {
  @Test
  void nullIsRefusedByNameWhereAStorageIsDescribed() {
    NullDoors doors =
        new NullDoors(new Samples().with(S3StorageBuilder.class, S3Storage.in("bucket")));
    doors.tryFactories(S3Storage.class).tryTypes(S3StorageBuilder.class);
    assertThat(doors.unclear()).isEmpty();
    assertThat(doors.count()).isEqualTo(8);
  }
}
