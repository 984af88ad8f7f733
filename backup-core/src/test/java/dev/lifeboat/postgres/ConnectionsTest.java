package dev.lifeboat.postgres;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whatever opens a connection is a session, which empties the search path before all else. */
class ConnectionsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("dev.lifeboat");

  @Test
  void sessionsOnlyOpenThem() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.lifeboat.postgres")
        .should()
        .callMethod(DataSource.class, "getConnection")
        .orShould()
        .callMethod(DataSource.class, "getConnection", String.class, String.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.DriverManager")
        .check(CLASSES);
    ArchRuleDefinition.noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Session.class.getName())
        .should()
        .callMethod(Pools.class, "connect", DataSource.class)
        .check(CLASSES);
  }
}
