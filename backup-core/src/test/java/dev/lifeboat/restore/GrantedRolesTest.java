package dev.lifeboat.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
