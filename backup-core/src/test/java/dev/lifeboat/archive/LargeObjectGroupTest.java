package dev.lifeboat.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.DamagedException;
import org.junit.jupiter.api.Test;

class LargeObjectGroupTest {
  @Test
  void allObjectsOfAGroupAreMade() {
    assertThat(LargeObjectGroup.definition(group("7\n4000000000\n")))
        .isEqualTo("SELECT pg_catalog.lo_create('7');\nSELECT pg_catalog.lo_create('4000000000');");
  }

  @Test
  void privilegesOfTheFirstAreGivenForAll() {
    TocEntry acl =
        SmallArchive.entry(
            2,
            "LARGE OBJECTS 7..8",
            "ACL",
            Section.NONE,
            "GRANT ALL ON LARGE OBJECT 7 TO \"x ON LARGE OBJECT 7 \";");
    assertThat(LargeObjectGroup.privileges(group("7\n8\n"), acl))
        .isEqualTo(
            """
            GRANT ALL ON LARGE OBJECT 7 TO "x ON LARGE OBJECT 7 ";
            GRANT ALL ON LARGE OBJECT 8 TO "x ON LARGE OBJECT 7 ";""");
  }

  @Test
  void whatIsNoNumberIsDamaged() {
    assertThatThrownBy(() -> LargeObjectGroup.definition(group("7'); DROP TABLE x; --")))
        .isInstanceOf(DamagedException.class);
  }

  private static TocEntry group(String definition) {
    return SmallArchive.entry(1, "7..8", LargeObjectGroup.DESCRIPTION, Section.DATA, definition);
  }
}
