package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.verify.ScratchDatabase;
import dev.lifeboat.verify.ScratchDatabaseContract;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EmbeddedScratchTest extends ScratchDatabaseContract {
  @Override
  protected ScratchDatabase scratchDatabase() {
    return new EmbeddedScratch();
  }

  @Test
  void rolesOfOneProofAreNotThereAtTheNext() throws SQLException {
    try (ScratchDatabase.Scratch first = scratchDatabase().open();
        ScratchDatabase.Scratch second = scratchDatabase().open()) {
      execute(first, "CREATE ROLE left_over");

      assertThat(value(second, "SELECT count(*) FROM pg_roles WHERE rolname = 'left_over'"))
          .isEqualTo("0");
    }
  }
}
