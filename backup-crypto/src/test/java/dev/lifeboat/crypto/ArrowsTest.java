package dev.lifeboat.crypto;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
  @Test
  void ofTheCoreOnlyCodecAndErrorAreSeen() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.lifeboat..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.lifeboat.crypto..", "dev.lifeboat.codec", "dev.lifeboat.error"))))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.lifeboat.crypto"));
  }
}
