package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A package imports only packages below it, so there is no cycle between packages. */
class PackageArrowsTest {
  /** From the top down, as the design lists them. */
  private static final List<String> ORDER =
      List.of(
          "dev.lifeboat",
          "dev.lifeboat.verify",
          "dev.lifeboat.retention",
          "dev.lifeboat.repository",
          "dev.lifeboat.restore",
          "dev.lifeboat.dump",
          "dev.lifeboat.archive",
          "dev.lifeboat.postgres",
          "dev.lifeboat.codec",
          "dev.lifeboat.storage",
          "dev.lifeboat.event",
          "dev.lifeboat.error");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("dev.lifeboat");

  @Test
  void everyArrowPointsDown() {
    TreeSet<String> upward = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        if (rank(dependency.getTargetClass()).filter(to -> to < rank(from).get()).isPresent()) {
          upward.add(from.getName() + " -> " + dependency.getTargetClass().getName());
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(CLASSES).hasSizeGreaterThan(100);
    assertThat(CLASSES).allSatisfy(type -> assertThat(rank(type)).as(type.getName()).isPresent());
  }

  @Test
  void everyPackageOfTheOrderIsThere() {
    assertThat(ORDER).allSatisfy(name -> assertThat(CLASSES.containPackage(name)).isTrue());
  }

  /** Packages within a package of the order rank as that one. */
  private static Optional<Integer> rank(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(ORDER.get(0))) {
      return Optional.of(0);
    }
    for (int i = 1; i < ORDER.size(); i++) {
      if (name.equals(ORDER.get(i)) || name.startsWith(ORDER.get(i) + ".")) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
