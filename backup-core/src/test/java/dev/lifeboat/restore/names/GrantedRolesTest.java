package dev.lifeboat.restore.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedRolesTest {
  @Test
  void rolesAreFoundWhereTheyStand() {
    assertThat(
            GrantedRoles.in(
                """
                REVOKE ALL ON SCHEMA s FROM alice;
                GRANT SELECT("to", b) ON TABLE public.role TO "Bob ""B"" TO x";
                GRANT ALL ON FUNCTION f(text, a integer) TO PUBLIC;
                SET SESSION AUTHORIZATION carol;
                ALTER DEFAULT PRIVILEGES FOR ROLE dave IN SCHEMA s GRANT SELECT ON TABLES TO erin WITH GRANT OPTION;
                """))
        .containsExactlyInAnyOrder("alice", "Bob \"B\" TO x", "carol", "dave", "erin");
  }

  @Test
  void nothingElseIsTakenForARole() {
    assertThat(GrantedRoles.in("GRANT SELECT(role,user_name) ON TABLE role.x TO PUBLIC;"))
        .isEmpty();
    assertThat(GrantedRoles.in("-- 'TO me'\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POLICY | CREATE POLICY \"to x\" ON public.t AS RESTRICTIVE FOR UPDATE TO bob, \"M \"\"m\", PUBLIC USING ((a TO b)); | M \"m bob",
        "POLICY | CREATE POLICY p ON t WITH CHECK (x); | ''",
        "POLICY | CREATE POLICY p ON t TO alice; | alice",
        "USER MAPPING | CREATE USER MAPPING FOR \"M m\" SERVER s OPTIONS (\"for\" 'x'); | M m",
        "USER MAPPING | CREATE USER MAPPING FOR public SERVER s; | ''",
        "TABLE | CREATE TABLE t (a int); | ''"
      })
  void theRolesThatPoliciesAndUserMappingsAreFor(String kind, String sql, String roles) {
    assertThat(String.join(" ", new TreeSet<>(GrantedRoles.of(kind, sql)))).isEqualTo(roles);
  }
}
