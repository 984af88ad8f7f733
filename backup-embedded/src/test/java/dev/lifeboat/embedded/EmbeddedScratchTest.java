package dev.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testkit.ScratchDatabaseContract;
import dev.lifeboat.verify.ScratchDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EmbeddedScratchTest extends ScratchDatabaseContract {
  @Override
  protected ScratchDatabase scratchDatabase() {
    return new EmbeddedScratch();
  }

  @Test
  void theRoleOfAProofHasNoRightsButItsDatabase() throws SQLException {
    try (ScratchDatabase.Scratch scratch = scratchDatabase().open()) {
      assertThat(
              value(
                  scratch,
                  "SELECT format('%s %s %s %s', rolsuper, rolcreaterole, rolcreatedb, rolreplication)"
                      + " FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f f f f");
      assertThat(
              value(
                  scratch,
                  "SELECT count(*) FROM pg_auth_members WHERE member ="
                      + " (SELECT oid FROM pg_roles WHERE rolname = current_user)"))
          .isEqualTo("0");
      assertThat(
              value(
                  scratch,
                  "SELECT string_agg(datname, ' ') FROM pg_database"
                      + " WHERE has_database_privilege(oid, 'CONNECT') AND datallowconn"))
          .isEqualTo("scratch");
    }
  }
}
